using System.Diagnostics.Metrics;
using Prometheus;

namespace K8sDashboard.Web.Hosting;

/// <summary>Copies .NET meters into the registry that <c>/metrics</c> shows.</summary>
public sealed class MeterBridge : IDisposable
{
    /// <summary>
    /// Our own meters and the runtime's. Not those of outgoing requests, whose labels carry host names; not those of components' lives,
    /// which are measured for each component of each page each time it is drawn.
    /// </summary>
    private static readonly string[] Meters =
    [
        "K8sDashboard.",
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Components.Server.Circuits",
    ];

    /// <summary>prometheus-net forgets series that were idle for 5 minutes, which a counter of rare faults always is; a day is the longest it takes.</summary>
    private static readonly TimeSpan KeepIdleSeries = TimeSpan.FromDays(1);

    private readonly IDisposable listening;

    /// <param name="own">Makes this host's meters: whoever listens hears those of every host in the process, and the runtime's, which are nobody's.</param>
    public MeterBridge(IMeterFactory own) =>
        listening = MeterAdapter.StartListening(
            new MeterAdapterOptions
            {
                Registry = Registry,
                // Without it the series go to the process-wide registry, whatever the line above says.
                MetricFactory = Metrics.WithCustomRegistry(Registry),
                InstrumentFilterPredicate = instrument =>
                    (instrument.Meter.Scope is not { } scope || scope == own)
                    && Meters.Any(prefix => instrument.Meter.Name.StartsWith(prefix, StringComparison.Ordinal)),
                MetricsExpireAfter = KeepIdleSeries,
            }
        );

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public void Dispose() => listening.Dispose();
}
