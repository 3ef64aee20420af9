using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Objects;

/// <summary>The ReplicaSets that a Deployment's selector finds, which is more than those it owns: compare the owner's uid.</summary>
internal static class ReplicaSets
{
    public static Task<ApiAnswer> ReadAsync(ApiClient api, JsonObject deployment, CancellationToken cancellation)
    {
        var selector = Uri.EscapeDataString(Selector(deployment.At("spec", "selector")));
        var path = ApiPath.Collection("apps/v1", "replicasets", deployment.Text("metadata", "namespace"));
        return api.GetAsync($"{path}?labelSelector={selector}", cancellation);
    }

    /// <summary>A LabelSelector as kubectl prints it and as the query parameter wants it.</summary>
    public static string Selector(JsonNode? selector) =>
        SelectorExpression.Join(
            Labels.Of(selector.Pairs("matchLabels")),
            selector
                .Items("matchExpressions")
                .Select(one => new SelectorExpression(one.Text("key"), one.Text("operator"), [.. one.Texts("values")]))
        );

    /// <summary>The pod template without the label that tells one ReplicaSet from the next.</summary>
    public static JsonNode TemplateOf(JsonObject workload)
    {
        var template = workload.At("spec", "template")?.DeepClone() ?? new JsonObject();
        (template.At("metadata", "labels") as JsonObject)?.Remove(WellKnownAnnotations.PodTemplateHash);
        return template;
    }

    /// <summary>The number of the rollout; 0 where the object carries none.</summary>
    public static long RevisionOf(JsonObject workload) =>
        long.TryParse(workload.Annotation(WellKnownAnnotations.Revision), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;
}
