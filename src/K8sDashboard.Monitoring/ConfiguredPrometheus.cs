using Microsoft.Extensions.Options;

namespace K8sDashboard.Monitoring;

/// <summary>The Prometheus of the options, if configured.</summary>
public sealed class ConfiguredPrometheus(IOptions<PrometheusOptions> options, TimeProvider time) : IDisposable
{
    private readonly PrometheusConnection? connection = options.Value.Url is { } url ? Connect(url, options.Value, time) : null;

    public ValueTask<PrometheusSource> LocateAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<PrometheusSource>(
            connection is null
                ? new PrometheusSource.Missing("No Prometheus is configured: start with --prometheus URL.")
                : new PrometheusSource.Found(connection)
        );

    public void Dispose() => connection?.Dispose();

    private static PrometheusConnection Connect(string url, PrometheusOptions options, TimeProvider time)
    {
        // Without user info: the address is shown beside each chart.
        var address = new UriBuilder(url) { UserName = "", Password = "" }.Uri;
        var headers = options.RequestHeaders();
        // An http request through a proxy is readable by it: no credentials that way.
        var transport = PrometheusTransport.Create(useProxy: headers.IsEmpty || address.Scheme == Uri.UriSchemeHttps);
        var source = url.Contains('@') ? address.AbsoluteUri : url;
        return new PrometheusConnection(address, source, transport, getOnly: false, time) { Headers = headers };
    }
}
