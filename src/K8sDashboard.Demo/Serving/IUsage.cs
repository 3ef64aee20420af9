using K8sDashboard.Demo.Api.Metrics.V1Beta1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The current usage of nodes and pods for metrics.k8s.io, sorted by name.</summary>
public interface IUsage
{
    /// <summary>All nodes with metrics.</summary>
    IReadOnlyList<NodeMetrics> Nodes();

    /// <summary>All pods with metrics, or those of one namespace.</summary>
    IReadOnlyList<PodMetrics> Pods(string? ns);
}
