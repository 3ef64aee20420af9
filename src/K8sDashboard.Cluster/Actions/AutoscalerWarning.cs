using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The warning that a HorizontalPodAutoscaler will undo a scaling, or that autoscalers could not be read.</summary>
internal static class AutoscalerWarning
{
    public static async Task<string?> ReadAsync(ApiClient api, ActionTarget target, CancellationToken cancellation)
    {
        var answer = await api.GetAsync(Autoscalers("autoscaling/v2", target), cancellation);
        // autoscaling/v2 exists since Kubernetes 1.23.
        if (answer is ApiAnswer.StatusError { Status: 404 })
            answer = await api.GetAsync(Autoscalers("autoscaling/v1", target), cancellation);
        if (answer is not ApiAnswer.Success { Body: var list })
            return $"Whether an autoscaler sets the replicas of {target.Name} is not known: {ActionFailure.Of(answer).Message}";
        return list.Items("items").FirstOrDefault(scaler => Scales(scaler, target)) is { } found ? Overrides(found) : null;
    }

    private static string Autoscalers(string groupVersion, ActionTarget target) =>
        ApiPath.Collection(groupVersion, "horizontalpodautoscalers", target.Ref.Namespace);

    private static bool Scales(JsonObject scaler, ActionTarget target) =>
        scaler.Text("spec", "scaleTargetRef", "kind") == target.Type.Kind && scaler.Text("spec", "scaleTargetRef", "name") == target.Name;

    private static string Overrides(JsonObject scaler) =>
        $"HorizontalPodAutoscaler {scaler.Text("metadata", "name")} keeps between {scaler.Whole("spec", "minReplicas") ?? 1} and "
        + $"{scaler.Whole("spec", "maxReplicas")} replicas and will override this (0 replicas would switch it off).";
}
