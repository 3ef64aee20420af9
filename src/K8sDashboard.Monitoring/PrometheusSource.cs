namespace K8sDashboard.Monitoring;

/// <summary>Where the metrics come from, or why they come from nowhere.</summary>
public abstract record PrometheusSource
{
    private PrometheusSource() { }

    public sealed record Found(PrometheusConnection Connection) : PrometheusSource;

    public sealed record Missing(string Message) : PrometheusSource;
}

/// <summary>Finds the Prometheus to ask. Called for each question, so the answer may change when a Service comes or goes.</summary>
public delegate ValueTask<PrometheusSource> PrometheusLocator(CancellationToken cancellation);
