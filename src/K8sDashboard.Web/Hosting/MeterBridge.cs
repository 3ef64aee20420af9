using System.Diagnostics.Metrics;
using Prometheus;

namespace K8sDashboard.Web.Hosting;

/// <summary>Exports .NET meters through the registry of <c>/metrics</c>.</summary>
public sealed class MeterBridge : IDisposable
{
    /// <summary>
    /// Allowlist: own meters and the runtime's. Not those of outgoing requests (host names in labels) nor of component lifecycles (high
    /// cardinality, measured on each render).
    /// </summary>
    private static readonly string[] Meters =
    [
        "K8sDashboard.",
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Components.Server.Circuits",
    ];

    /// <summary>prometheus-net drops series that were idle for 5 minutes, as counters of rare faults are; one day is its maximum.</summary>
    private static readonly TimeSpan KeepIdleSeries = TimeSpan.FromDays(1);

    private readonly IDisposable listening;

    /// <param name="own">
    /// The meter factory of this host: a MeterListener receives the meters of all hosts in the process, and the runtime's, which have no
    /// scope.
    /// </param>
    public MeterBridge(IMeterFactory own) =>
        listening = MeterAdapter.StartListening(
            new MeterAdapterOptions
            {
                Registry = Registry,
                // Required besides the line above: without it the series go to the process-wide registry.
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
