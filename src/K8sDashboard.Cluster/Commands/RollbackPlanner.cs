using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Commands;

/// <summary>What <c>kubectl rollout undo --to-revision</c> does, with a test on the resourceVersion that kubectl does without.</summary>
internal static class RollbackPlanner
{
    public const string JsonPatch = "application/json-patch+json";

    // These stay the Deployment's own; all others come from the ReplicaSet, to which the controller copied them at that revision.
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
                $"cannot roll back a paused deployment; resume it first with 'kubectl rollout resume deployment/{command.Target.Name}' and try again"
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
            // "add" replaces as well, and works where the Deployment has none.
            Operation("add", "/metadata/annotations", Annotations(deployment, revision)),
        };
        return new CommandPlan.Send(new ApiCall(HttpMethod.Patch, CommandPlanner.PathOf(command), JsonPatch, patch));
    }

    public static JsonObject? Find(ClusterCommand.Rollback command, LiveTarget live) =>
        live.ReplicaSets.FirstOrDefault(set => set.ControllerUid() == command.Uid && ReplicaSets.RevisionOf(set) == command.Revision);

    /// <summary>
    /// The number that the Deployment controller will give the revision: a rollback makes it the newest, one more than all others.
    /// </summary>
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
