using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Actions;

/// <summary>A rolling restart of a Deployment, by its update strategy.</summary>
/// <param name="Target">The Deployment.</param>
/// <param name="SeenGeneration">The generation of the spec that the user saw.</param>
public sealed record RestartAction(ActionTarget Target, long SeenGeneration) : IResourceAction
{
    /// <summary>Its verb, types and rights, for the catalogue.</summary>
    public static ActionDefinition Definition { get; } = new("Restart", [DeploymentResource.Type], RightsOn);

    ActionDefinition IResourceAction.Definition => Definition;

    public string Kubectl => $"kubectl rollout restart {Target.Kubectl} {Target.KubectlNamespace}";

    ActionResult? IResourceAction.Refusal(LiveTarget live)
    {
        if (Preconditions.Generation(live, SeenGeneration) is { } changed)
            return changed;
        return live.Object.Truth("spec", "paused")
            ? new ActionResult.Rejected("can't restart paused deployment (run rollout resume first)")
            : null;
    }

    WriteRequest IResourceAction.Request(LiveTarget live, DateTimeOffset now)
    {
        var body = new JsonObject
        {
            // Both are preconditions (optimistic concurrency) here, not changes.
            ["metadata"] = new JsonObject { ["uid"] = live.Object.Uid(), ["resourceVersion"] = live.Object.ResourceVersion() },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject
                    {
                        ["annotations"] = new JsonObject { [WellKnownAnnotations.RestartedAt] = RestartedAt(now) },
                    },
                },
            },
        };
        return new WriteRequest(HttpMethod.Patch, Target.Path(), WriteRequest.StrategicMergePatch, body);
    }

    bool IResourceAction.IsApplied(JsonObject? after, LiveTarget before, DateTimeOffset now) =>
        after?.Uid() == Target.Uid
        && after.Text("spec", "template", "metadata", "annotations", WellKnownAnnotations.RestartedAt) == RestartedAt(now);

    string IResourceAction.Description(LiveTarget before) => $"{Target.QualifiedName} restarted";

    private static ImmutableArray<AccessRight> RightsOn(ActionTarget target) => [target.Right("patch"), target.Right("get")];

    /// <summary>The value of the restartedAt annotation, in kubectl's format.</summary>
    private static string RestartedAt(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
