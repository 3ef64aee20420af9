using K8sDashboard.Demo.Api.Metrics.V1Beta1;

namespace K8sDashboard.Demo.Serving;

/// <summary>What nodes and pods use at present, as metrics.k8s.io tells it; in the order of their names.</summary>
public interface IUsage
{
    /// <summary>All nodes that are measured.</summary>
    IReadOnlyList<NodeMetrics> Nodes();

    /// <summary>All pods that are measured, or those of one namespace.</summary>
    IReadOnlyList<PodMetrics> Pods(string? ns);
}
