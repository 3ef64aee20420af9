using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Usage;

namespace K8sDashboard.Web.Resources.Pods;

/// <summary>One pod as a row of <c>kubectl get pods -o wide</c> and <c>kubectl top pods</c>, with its health.</summary>
public sealed record PodRow(Pod Pod, PodStatus Status, Verdict Verdict)
{
    public RankedUsage Cpu { get; init; } = RankedUsage.Loading;

    public RankedUsage Memory { get; init; } = RankedUsage.Loading;

    /// <summary>The key of the row's usage; null for a terminated pod, even where Prometheus still has samples of it.</summary>
    public ObjectRef? UseOf => HasEnded ? null : Pod.Ref;

    public UsageWords CpuWords => Words(UsageMetric.Cpu, Cpu);

    public UsageWords MemoryWords => Words(UsageMetric.Memory, Memory);

    private bool HasEnded => Pod.Phase is PodPhase.Succeeded or PodPhase.Failed;

    public static PodRow Of(Pod pod, DateTimeOffset now) => new(pod, PodStatus.Of(pod), PodHealth.Of(pod, now));

    /// <summary>A copy of the row with its measured usage.</summary>
    public PodRow With(UsageView<PodRow> usage)
    {
        var (cpu, memory) = (usage.Of(UsageMetric.Cpu, Pod.Ref), usage.Of(UsageMetric.Memory, Pod.Ref));
        // Of thousands of rows few are visible: the others are not copied.
        return HasEnded || (cpu == Cpu && memory == Memory) ? this : this with { Cpu = cpu, Memory = memory };
    }

    private UsageWords Words(UsageMetric metric, RankedUsage measured) =>
        HasEnded
            ? UsageWords.Nothing("The pod has ended: it uses nothing any more.")
            : UsageWords.OfPods(metric, measured.State, UsageBudget.Of(metric, Pod));
}
