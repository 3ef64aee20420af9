using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>ReplicaSets that match a Deployment's selector, which may be more than it owns: compare the owner's uid.</summary>
internal static class ReplicaSets
{
    public static Task<ApiAnswer> ReadAsync(ApiClient api, JsonObject deployment, CancellationToken cancellation)
    {
        var selector = Uri.EscapeDataString(Selector(deployment.At("spec", "selector")));
        var path = ApiPath.Collection("apps/v1", "replicasets", deployment.Text("metadata", "namespace"));
        return api.GetAsync($"{path}?labelSelector={selector}", cancellation);
    }

    /// <summary>A LabelSelector in kubectl's format, which is also that of the query parameter.</summary>
    public static string Selector(JsonNode? selector) =>
        SelectorExpression.Join(
            Labels.Of(selector.Pairs("matchLabels")),
            selector
                .Items("matchExpressions")
                .Select(one => new SelectorExpression(one.Text("key"), one.Text("operator"), [.. one.Texts("values")]))
        );

    /// <summary>The pod template without the pod-template-hash label.</summary>
    public static JsonNode TemplateOf(JsonObject workload)
    {
        var template = workload.At("spec", "template")?.DeepClone() ?? new JsonObject();
        (template.At("metadata", "labels") as JsonObject)?.Remove(WellKnownAnnotations.PodTemplateHash);
        return template;
    }

    /// <summary>The revision number; 0 where the annotation is absent.</summary>
    public static long RevisionOf(JsonObject workload) =>
        long.TryParse(workload.Annotation(WellKnownAnnotations.Revision), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : 0;
}
