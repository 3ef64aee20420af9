using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Workloads;

/// <summary>One Deployment as a line of <c>kubectl get deployments -o wide</c>, and how it is.</summary>
public sealed record DeploymentRow(Workload Deployment, Verdict Verdict)
{
    public static DeploymentRow Of(Workload deployment, ClusterSnapshot snapshot, DateTimeOffset now) =>
        new(deployment, WorkloadHealth.Of(deployment, Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods), now));
}
