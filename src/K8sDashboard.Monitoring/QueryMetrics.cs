using Prometheus;

namespace K8sDashboard.Monitoring;

/// <summary>The counter of queries to Prometheus; not of those answered by the cache.</summary>
public sealed class QueryMetrics
{
    private const string Success = "success";
    private const string NotConfigured = "not_configured";
    private const string Unreachable = "unreachable";
    private const string Rejected = "rejected";

    private readonly Counter queries;

    public QueryMetrics(CollectorRegistry registry)
    {
        queries = Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("k8sdashboard_prometheus_queries_total", "Queries to Prometheus, by outcome.", "outcome");
        // From 0: a series that begins with its first failure has no rate for it.
        foreach (var outcome in (string[])[Success, NotConfigured, Unreachable, Rejected])
            queries.WithLabels(outcome);
    }

    internal void Count<T>(PrometheusAnswer<T> answer) =>
        queries
            .WithLabels(
                answer switch
                {
                    PrometheusAnswer<T>.Data => Success,
                    PrometheusAnswer<T>.NotConfigured => NotConfigured,
                    PrometheusAnswer<T>.Unreachable => Unreachable,
                    PrometheusAnswer<T>.Rejected => Rejected,
                    _ => throw new InvalidOperationException(),
                }
            )
            .Inc();
}
