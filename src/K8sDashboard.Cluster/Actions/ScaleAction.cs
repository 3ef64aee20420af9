using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Sets the replica count through the scale subresource.</summary>
/// <param name="Target">The workload.</param>
/// <param name="Seen">The replica count that the user saw.</param>
/// <param name="Replicas">The desired one.</param>
public sealed record ScaleAction(ActionTarget Target, int Seen, int Replicas) : IResourceAction
{
    private const string Subresource = "scale";

    /// <summary>Its verb, types and rights, for the catalogue.</summary>
    public static ActionDefinition Definition { get; } =
        new("Scale", [.. ResourceCatalog.All.Where(definition => definition.HasScale).Select(definition => definition.Type)], RightsOn);

    ActionDefinition IResourceAction.Definition => Definition;

    public string Kubectl =>
        string.Create(CultureInfo.InvariantCulture, $"kubectl scale {Target.Kubectl} --replicas={Replicas} {Target.KubectlNamespace}");

    public bool NeedsTypedConfirmation => Seen > 0 && Replicas == 0;

    string IResourceAction.Path => Target.Path(Subresource);

    async Task<ImmutableArray<string>> IResourceAction.WarningsAsync(ApiClient api, CancellationToken cancellation) =>
        await AutoscalerWarning.ReadAsync(api, Target, cancellation) is { } warning ? [warning] : [];

    ActionResult? IResourceAction.Refusal(LiveTarget live)
    {
        var replicas = ReplicasOf(live.Object);
        if (replicas == Replicas)
            return new ActionResult.Rejected($"{Target.Name} has {replicas} replicas already; nothing was changed.");
        return replicas == Seen ? null : new ActionResult.Conflict($"replicas are {replicas} now, not {Seen}.");
    }

    WriteRequest IResourceAction.Request(LiveTarget live, DateTimeOffset now)
    {
        var body = live.Object.DeepClone();
        if (body["spec"] is not JsonObject spec)
            body["spec"] = spec = [];
        spec["replicas"] = Replicas;
        return new WriteRequest(HttpMethod.Put, Target.Path(Subresource), WriteRequest.Json, body);
    }

    bool IResourceAction.IsApplied(JsonObject? after, LiveTarget before, DateTimeOffset now) =>
        after?.Uid() == Target.Uid && ReplicasOf(after) == Replicas;

    string IResourceAction.Description(LiveTarget before) =>
        $"{Target.QualifiedName} scaled: {ReplicasOf(before.Object)} → {Replicas} replicas";

    private static ImmutableArray<AccessRight> RightsOn(ActionTarget target) =>
        [target.Right("update", Subresource), target.Right("get", Subresource)];

    // omitempty: a Scale of 0 has no replicas field.
    private static long ReplicasOf(JsonObject scale) => scale.Whole("spec", "replicas") ?? 0;
}
