using Prometheus;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The counter of writes; not of dry runs.</summary>
public sealed class WriteMetrics
{
    private readonly Counter writes;

    public WriteMetrics(CollectorRegistry registry)
    {
        writes = Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("k8sdashboard_writes_total", "Writes that users confirmed, by action and outcome.", "action", "outcome");
        // From 0: a series that begins with its first failure has no rate for it.
        foreach (var action in MetricLabel.All<ClusterAction>())
        foreach (var outcome in MetricLabel.All<ActionResult>())
            writes.WithLabels(action, outcome);
    }

    internal void Count(ClusterAction action, ActionResult result) =>
        writes.WithLabels(MetricLabel.Of(action), MetricLabel.Of(result)).Inc();
}
