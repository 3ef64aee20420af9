using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Usage;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>One Deployment as a row of <c>kubectl get deployments -o wide</c>, with its health and its pods' usage.</summary>
public sealed record DeploymentRow(Workload Deployment, Verdict Verdict)
{
    public RankedUsage Cpu { get; init; } = RankedUsage.Loading;

    public RankedUsage Memory { get; init; } = RankedUsage.Loading;

    public UsageWords CpuWords => UsageWords.OfPods(UsageMetric.Cpu, Cpu.State, CpuBudget);

    public UsageWords MemoryWords => UsageWords.OfPods(UsageMetric.Memory, Memory.State, MemoryBudget);

    /// <summary>
    /// The reference of its pods' usage, summed over the pods: they may be of several templates, and have an overhead that no template
    /// contains.
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

    /// <summary>A copy of the row with its pods' measured usage.</summary>
    public DeploymentRow With(UsageView<DeploymentRow> usage) =>
        this with
        {
            Cpu = usage.Of(UsageMetric.Cpu, Deployment.Ref),
            Memory = usage.Of(UsageMetric.Memory, Deployment.Ref),
        };
}
