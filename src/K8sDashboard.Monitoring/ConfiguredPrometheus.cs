using Microsoft.Extensions.Options;

namespace K8sDashboard.Monitoring;

/// <summary>The Prometheus that the settings name, if they name one.</summary>
public sealed class ConfiguredPrometheus(IOptions<PrometheusOptions> options, TimeProvider time) : IDisposable
{
    private readonly PrometheusConnection? connection = options.Value.Url is { } url
        ? new PrometheusConnection(new Uri(url), url, transport: null, getOnly: false, time)
        : null;

    public ValueTask<PrometheusSource> LocateAsync(CancellationToken cancellation) => ValueTask.FromResult<PrometheusSource>(connection is null
        ? new PrometheusSource.Missing("No Prometheus is configured: start with --prometheus URL.")
        : new PrometheusSource.Found(connection));

    public void Dispose() => connection?.Dispose();
}
