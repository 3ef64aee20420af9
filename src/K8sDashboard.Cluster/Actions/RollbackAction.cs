using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// Rolls a Deployment back to the pod template of an earlier revision: the JSON patch of <c>kubectl rollout undo --to-revision</c>, with an
/// additional <c>test</c> of uid and resourceVersion.
/// </summary>
/// <param name="Target">The Deployment.</param>
/// <param name="SeenGeneration">The generation of the spec that the user saw.</param>
/// <param name="Revision">The number of the earlier revision.</param>
public sealed record RollbackAction(ActionTarget Target, long SeenGeneration, long Revision) : IResourceAction
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

    /// <summary>Its verb, types and rights, for the catalogue.</summary>
    public static ActionDefinition Definition { get; } = new("Roll back", [DeploymentResource.Type], RightsOn);

    ActionDefinition IResourceAction.Definition => Definition;

    public string Kubectl =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"kubectl rollout undo {Target.Kubectl} --to-revision={Revision} {Target.KubectlNamespace}"
        );

    Task<ApiAnswer> IResourceAction.ReadRelatedAsync(ApiClient api, JsonObject live, CancellationToken cancellation) =>
        ReplicaSets.ReadAsync(api, live, cancellation);

    ActionResult? IResourceAction.Refusal(LiveTarget live)
    {
        if (Preconditions.Generation(live, SeenGeneration) is { } changed)
            return changed;
        if (live.Object.Truth("spec", "paused"))
            return new ActionResult.Rejected(
                $"cannot roll back a paused deployment; resume it first with 'kubectl rollout resume {Target.Kubectl}' and try again"
            );
        if (Find(live) is not { } revision)
            return new ActionResult.Rejected($"unable to find specified revision {Revision} in history");
        return JsonNode.DeepEquals(ReplicaSets.TemplateOf(revision), ReplicaSets.TemplateOf(live.Object))
            ? new ActionResult.Rejected($"skipped rollback (current template already matches revision {Revision})")
            : null;
    }

    WriteRequest IResourceAction.Request(LiveTarget live, DateTimeOffset now)
    {
        var revision = Find(live)!;
        var patch = new JsonArray
        {
            Operation("test", "/metadata/uid", live.Object.Uid()),
            Operation("test", "/metadata/resourceVersion", live.Object.ResourceVersion()),
            Operation("replace", "/spec/template", ReplicaSets.TemplateOf(revision)),
            // "add" replaces an existing value too, and works where the Deployment has no annotations.
            Operation("add", "/metadata/annotations", Annotations(live.Object, revision)),
        };
        return new WriteRequest(HttpMethod.Patch, Target.Path(), WriteRequest.JsonPatch, patch);
    }

    bool IResourceAction.IsApplied(JsonObject? after, LiveTarget before, DateTimeOffset now) =>
        after?.Uid() == Target.Uid
        && Find(before) is { } revision
        && JsonNode.DeepEquals(ReplicaSets.TemplateOf(after), ReplicaSets.TemplateOf(revision));

    string IResourceAction.Description(LiveTarget before) =>
        $"{Target.QualifiedName} rolled back to revision {Revision}, now revision {NumberAfter(before)}";

    /// <summary>A rollback reads the revisions from the ReplicaSets.</summary>
    private static ImmutableArray<AccessRight> RightsOn(ActionTarget target) =>
        [target.Right("patch"), target.Right("get"), AccessRemedy.Reading("list", ReplicaSetResource.Type, target.Ref with { Name = "" })];

    private JsonObject? Find(LiveTarget live) =>
        live.Related.FirstOrDefault(set => set.ControllerUid() == Target.Uid && ReplicaSets.RevisionOf(set) == Revision);

    /// <summary>The revision number that the Deployment controller will assign: a rollback becomes the newest revision.</summary>
    private long NumberAfter(LiveTarget live)
    {
        var others = live
            .Related.Where(set => set.ControllerUid() == Target.Uid)
            .Select(ReplicaSets.RevisionOf)
            .Where(number => number != Revision);
        return Math.Max(Revision, others.DefaultIfEmpty().Max() + 1);
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
