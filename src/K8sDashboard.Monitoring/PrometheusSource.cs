namespace K8sDashboard.Monitoring;

/// <summary>The Prometheus to query, or why there is none.</summary>
public abstract record PrometheusSource
{
    private PrometheusSource() { }

    public sealed record Found(PrometheusConnection Connection) : PrometheusSource;

    public sealed record Missing(string Message) : PrometheusSource;
}

/// <summary>Locates the Prometheus to query. Called for each request, since Services come and go.</summary>
public delegate ValueTask<PrometheusSource> PrometheusLocator(CancellationToken cancellation);
