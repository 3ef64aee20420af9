using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Ui.Metrics;

namespace K8sDashboard.Web.Workloads;

/// <summary>One Deployment as a line of <c>kubectl get deployments -o wide</c>, how it is, and what its pods use.</summary>
public sealed record DeploymentRow(Workload Deployment, Verdict Verdict)
{
    public RankedUsage Cpu { get; init; } = RankedUsage.Loading;

    public RankedUsage Memory { get; init; } = RankedUsage.Loading;

    public UsageWords CpuWords => UsageWords.OfPods(UsageMetric.Cpu, Cpu.State, CpuBudget);

    public UsageWords MemoryWords => UsageWords.OfPods(UsageMetric.Memory, Memory.State, MemoryBudget);

    /// <summary>
    /// What the use of its pods is held against; they may be of several templates, and have an overhead that no template tells of.
    /// </summary>
    public UsageBudget CpuBudget { get; private init; }

    /// <inheritdoc cref="CpuBudget"/>
    public UsageBudget MemoryBudget { get; private init; }

    public static DeploymentRow Of(Workload deployment, ClusterSnapshot snapshot, RecentFailures failures, DateTimeOffset now)
    {
        var pods = Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods).ToList();
        return new(deployment, WorkloadHealth.Of(deployment, pods, failures, now))
        {
            CpuBudget = UsageBudget.Of(UsageMetric.Cpu, pods),
            MemoryBudget = UsageBudget.Of(UsageMetric.Memory, pods),
        };
    }

    /// <summary>The same row with what is known of its pods' use.</summary>
    public DeploymentRow With(UsageView<DeploymentRow> usage) =>
        this with
        {
            Cpu = usage.Of(UsageMetric.Cpu, Deployment.Ref),
            Memory = usage.Of(UsageMetric.Memory, Deployment.Ref),
        };
}
