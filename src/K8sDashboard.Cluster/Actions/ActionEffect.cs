using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Detects whether an action took effect, and its success message in kubectl's wording.</summary>
internal static class ActionEffect
{
    /// <summary>Whether the object, read back, has the desired state.</summary>
    public static bool IsIn(JsonObject after, ClusterAction action, LiveTarget before, DateTimeOffset now) =>
        after.Uid() == action.Uid
        && action switch
        {
            ClusterAction.Scale scale => (after.Whole("spec", "replicas") ?? 0) == scale.Replicas,
            ClusterAction.Restart => after.Text("spec", "template", "metadata", "annotations", WellKnownAnnotations.RestartedAt)
                == ActionPlanner.RestartedAt(now),
            ClusterAction.Rollback rollback => RollbackPlanner.Find(rollback, before) is { } set
                && JsonNode.DeepEquals(ReplicaSets.TemplateOf(after), ReplicaSets.TemplateOf(set)),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };

    public static string Words(ClusterAction action, LiveTarget before) =>
        $"{action.Kind.ToString().ToLowerInvariant()}.apps/{action.Target.Name} "
        + action switch
        {
            ClusterAction.Scale scale => $"scaled: {before.Object.Whole("spec", "replicas") ?? 0} → {scale.Replicas} replicas",
            ClusterAction.Restart => "restarted",
            ClusterAction.Rollback rollback =>
                $"rolled back to revision {rollback.Revision}, now revision {RollbackPlanner.NumberAfter(rollback, before)}",
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
}
