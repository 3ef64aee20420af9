using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Readings;
using K8sDashboard.Web.Ui.Metrics;

namespace K8sDashboard.Web.Workloads;

/// <summary>One Deployment as a line of <c>kubectl get deployments -o wide</c>, how it is, and what its pods use.</summary>
public sealed record DeploymentRow(Workload Deployment, Verdict Verdict)
{
    public Measured Cpu { get; init; } = Measured.Loading;

    public Measured Memory { get; init; } = Measured.Loading;

    public UsageWords CpuWords => Words(Gauge.Cpu, Cpu);

    public UsageWords MemoryWords => Words(Gauge.Memory, Memory);

    public static DeploymentRow Of(Workload deployment, ClusterSnapshot snapshot, DateTimeOffset now) =>
        new(deployment, WorkloadHealth.Of(deployment, Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods), now));

    /// <summary>The same row with what is known of its pods' use.</summary>
    public DeploymentRow With(UsageView<DeploymentRow> usage) =>
        this with { Cpu = usage.Of(Gauge.Cpu, Deployment.Ref), Memory = usage.Of(Gauge.Memory, Deployment.Ref) };

    private UsageWords Words(Gauge gauge, Measured measured) =>
        UsageWords.OfPods(gauge, measured.Reading, UsageBudget.Of(gauge, Deployment.Containers, Deployment.Current));
}
