using System.Text.Json;
using k8s;
using k8s.Models;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Services;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>
/// As <see cref="JsonOracle"/>, for slices of discovery/v1beta1, which KubernetesClient no longer supports: mapped to v1, with the node
/// name from the topology labels.
/// </summary>
internal static class BetaSliceOracle
{
    public static EndpointSlice Map(JsonElement beta)
    {
        var slice = JsonOracle.Map(KubernetesJson.Deserialize<V1EndpointSlice>(beta.GetRawText()));
        var nodes = beta.GetProperty("endpoints").EnumerateArray().Select(NodeName);
        var endpoints = slice.Subsets[0].Endpoints.Zip(nodes, (endpoint, node) => endpoint with { NodeName = node });
        return slice with { Subsets = [slice.Subsets[0] with { Endpoints = [.. endpoints] }] };
    }

    private static string NodeName(JsonElement endpoint) =>
        endpoint.TryGetProperty("topology", out var topology) && topology.TryGetProperty("kubernetes.io/hostname", out var name)
            ? name.GetString()!
            : "";
}
