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
        foreach (var action in typeof(IResourceAction).Assembly.GetTypes().Where(IsAction))
        foreach (var outcome in MetricLabel.All<ActionResult>())
            writes.WithLabels(LabelOf(action), outcome);
    }

    internal void Count(IResourceAction action, ActionResult result) =>
        writes.WithLabels(LabelOf(action.GetType()), MetricLabel.Of(result)).Inc();

    private static bool IsAction(Type type) => type.IsClass && type.IsAssignableTo(typeof(IResourceAction));

    /// <summary>The class's name without its suffix: <c>scale</c> for <see cref="ScaleAction"/>.</summary>
    private static string LabelOf(Type action) => MetricLabel.Of(action.Name.Replace("Action", "", StringComparison.Ordinal));
}
