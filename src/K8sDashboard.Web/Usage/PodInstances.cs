using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Usage;

/// <summary>Pods as their samples are asked for.</summary>
public static class PodInstances
{
    /// <summary>A pod that no kubelet has taken up yet can have no sample of its own: then its creation stands for the start.</summary>
    public static PodInstance Of(Pod pod) => new(pod.Namespace, pod.Name, IsMirror(pod) ? null : pod.Started ?? pod.Created);

    // The mirror of a static pod is younger than its containers whenever the kubelet or the API server was away.
    private static bool IsMirror(Pod pod) => pod.Owner is { Kind: "Node" };
}
