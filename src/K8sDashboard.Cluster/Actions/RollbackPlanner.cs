using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// The JSON patch of <c>kubectl rollout undo --to-revision</c>, with an additional <c>test</c> of the resourceVersion.
/// </summary>
internal static class RollbackPlanner
{
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

    public static ActionResult? Refusal(ClusterAction.Rollback action, LiveTarget live)
    {
        if (live.Object.Truth("spec", "paused"))
            return new ActionResult.Rejected(
                $"cannot roll back a paused deployment; resume it first with 'kubectl rollout resume deployment/{action.Target.Name}'"
                    + " and try again"
            );
        if (Find(action, live) is not { } revision)
            return new ActionResult.Rejected($"unable to find specified revision {action.Revision} in history");
        return JsonNode.DeepEquals(ReplicaSets.TemplateOf(revision), ReplicaSets.TemplateOf(live.Object))
            ? new ActionResult.Rejected($"skipped rollback (current template already matches revision {action.Revision})")
            : null;
    }

    public static WriteRequest Request(ClusterAction.Rollback action, LiveTarget live)
    {
        var deployment = live.Object;
        var revision = Find(action, live)!;
        var patch = new JsonArray
        {
            Operation("test", "/metadata/uid", deployment.Uid()),
            Operation("test", "/metadata/resourceVersion", deployment.ResourceVersion()),
            Operation("replace", "/spec/template", ReplicaSets.TemplateOf(revision)),
            // "add" replaces an existing value too, and works where the Deployment has no annotations.
            Operation("add", "/metadata/annotations", Annotations(deployment, revision)),
        };
        return new WriteRequest(HttpMethod.Patch, ActionPlanner.PathOf(action), WriteRequest.JsonPatch, patch);
    }

    public static JsonObject? Find(ClusterAction.Rollback action, LiveTarget live) =>
        live.ReplicaSets.FirstOrDefault(set => set.ControllerUid() == action.Uid && ReplicaSets.RevisionOf(set) == action.Revision);

    /// <summary>The revision number that the Deployment controller will assign: a rollback becomes the newest revision.</summary>
    public static long NumberAfter(ClusterAction.Rollback action, LiveTarget live)
    {
        var others = live
            .ReplicaSets.Where(set => set.ControllerUid() == action.Uid)
            .Select(ReplicaSets.RevisionOf)
            .Where(number => number != action.Revision);
        return Math.Max(action.Revision, others.DefaultIfEmpty().Max() + 1);
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
