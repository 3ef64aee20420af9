using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Commands;

/// <summary>
/// The JSON patch of <c>kubectl rollout undo --to-revision</c>, with an additional <c>test</c> of the resourceVersion.
/// </summary>
internal static class RollbackPlanner
{
    public const string JsonPatch = "application/json-patch+json";

    // Annotations that stay the Deployment's own; the others come from the ReplicaSet, to which the controller copied them at that time.
    private static readonly string[] Kept =
    [
        WellKnownAnnotations.LastApplied,
        WellKnownAnnotations.Revision,
        WellKnownAnnotations.RevisionHistory,
        WellKnownAnnotations.DesiredReplicas,
        WellKnownAnnotations.MaxReplicas,
        WellKnownAnnotations.DeprecatedRollbackTo,
    ];

    public static CommandPlan Plan(ClusterCommand.Rollback command, LiveTarget live)
    {
        var deployment = live.Object;
        if (deployment.Truth("spec", "paused"))
            return CommandPlanner.Reject(
                $"cannot roll back a paused deployment; resume it first with 'kubectl rollout resume deployment/{command.Target.Name}'"
                    + " and try again"
            );
        if (Find(command, live) is not { } revision)
            return CommandPlanner.Reject($"unable to find specified revision {command.Revision} in history");
        var template = ReplicaSets.TemplateOf(revision);
        if (JsonNode.DeepEquals(template, ReplicaSets.TemplateOf(deployment)))
            return CommandPlanner.Reject($"skipped rollback (current template already matches revision {command.Revision})");
        var patch = new JsonArray
        {
            Operation("test", "/metadata/uid", deployment.Uid()),
            Operation("test", "/metadata/resourceVersion", deployment.ResourceVersion()),
            Operation("replace", "/spec/template", template),
            // "add" replaces an existing value too, and works where the Deployment has no annotations.
            Operation("add", "/metadata/annotations", Annotations(deployment, revision)),
        };
        return new CommandPlan.Send(new ApiCall(HttpMethod.Patch, CommandPlanner.PathOf(command), JsonPatch, patch));
    }

    public static JsonObject? Find(ClusterCommand.Rollback command, LiveTarget live) =>
        live.ReplicaSets.FirstOrDefault(set => set.ControllerUid() == command.Uid && ReplicaSets.RevisionOf(set) == command.Revision);

    /// <summary>The revision number that the Deployment controller will assign: a rollback becomes the newest revision.</summary>
    public static long NumberAfter(ClusterCommand.Rollback command, LiveTarget live)
    {
        var others = live
            .ReplicaSets.Where(set => set.ControllerUid() == command.Uid)
            .Select(ReplicaSets.RevisionOf)
            .Where(number => number != command.Revision);
        return Math.Max(command.Revision, others.DefaultIfEmpty().Max() + 1);
    }

    private static JsonObject Annotations(JsonObject deployment, JsonObject revision)
    {
        var annotations = new JsonObject();
        foreach (var (key, value) in deployment.Pairs("metadata", "annotations").Where(pair => Kept.Contains(pair.Key)))
            annotations[key] = value;
        foreach (var (key, value) in revision.Pairs("metadata", "annotations").Where(pair => !Kept.Contains(pair.Key)))
            annotations[key] = value;
        return annotations;
    }

    private static JsonObject Operation(string name, string path, JsonNode value) =>
        new()
        {
            ["op"] = name,
            ["path"] = path,
            ["value"] = value,
        };
}
