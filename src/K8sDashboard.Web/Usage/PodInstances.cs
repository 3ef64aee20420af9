using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Usage;

/// <summary>Identities of pods in queries of their samples.</summary>
public static class PodInstances
{
    /// <summary>A pod that no kubelet has acknowledged has no samples of its own: its creation then stands for the start.</summary>
    public static PodInstance Of(Pod pod) => new(pod.Namespace, pod.Name, IsMirror(pod) ? null : pod.Started ?? pod.Created);

    // The mirror pod of a static pod is younger than its containers if the kubelet or the API server was down.
    private static bool IsMirror(Pod pod) => pod.Owner?.Type == NodeResource.Type;
}
