using Prometheus;

namespace K8sDashboard.Cluster.Commands;

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
        foreach (var action in MetricLabel.All<ClusterCommand>())
        foreach (var outcome in MetricLabel.All<CommandOutcome>())
            writes.WithLabels(action, outcome);
    }

    internal void Count(ClusterCommand command, CommandOutcome outcome) =>
        writes.WithLabels(MetricLabel.Of(command), MetricLabel.Of(outcome)).Inc();
}
