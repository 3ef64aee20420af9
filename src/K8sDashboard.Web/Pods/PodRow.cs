using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Pods;

/// <summary>One pod as a line of <c>kubectl get pods -o wide</c>, and how it is.</summary>
public sealed record PodRow(Pod Pod, PodStatus Status, Verdict Verdict)
{
    public static PodRow Of(Pod pod, DateTimeOffset now) => new(pod, PodStatus.Of(pod), PodHealth.Of(pod, now));
}
