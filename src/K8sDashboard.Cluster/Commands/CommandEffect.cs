using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Commands;

/// <summary>Detects whether a command took effect, and its success message in kubectl's wording.</summary>
internal static class CommandEffect
{
    /// <summary>Whether the object, read back, has the desired state.</summary>
    public static bool IsIn(JsonObject after, ClusterCommand command, LiveTarget before, DateTimeOffset now) =>
        after.Uid() == command.Uid
        && command switch
        {
            ClusterCommand.Scale scale => (after.Whole("spec", "replicas") ?? 0) == scale.Replicas,
            ClusterCommand.Restart => after.Text("spec", "template", "metadata", "annotations", WellKnownAnnotations.RestartedAt)
                == CommandPlanner.RestartedAt(now),
            ClusterCommand.Rollback rollback => RollbackPlanner.Find(rollback, before) is { } set
                && JsonNode.DeepEquals(ReplicaSets.TemplateOf(after), ReplicaSets.TemplateOf(set)),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };

    public static string Words(ClusterCommand command, LiveTarget before) =>
        $"{command.Kind.ToString().ToLowerInvariant()}.apps/{command.Target.Name} "
        + command switch
        {
            ClusterCommand.Scale scale => $"scaled: {before.Object.Whole("spec", "replicas") ?? 0} → {scale.Replicas} replicas",
            ClusterCommand.Restart => "restarted",
            ClusterCommand.Rollback rollback =>
                $"rolled back to revision {rollback.Revision}, now revision {RollbackPlanner.NumberAfter(rollback, before)}",
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
}
