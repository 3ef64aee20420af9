using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Ui.Metrics;

namespace K8sDashboard.Web.Pods;

/// <summary>One pod as a line of <c>kubectl get pods -o wide</c> and of <c>kubectl top pods</c>, and how it is.</summary>
public sealed record PodRow(Pod Pod, PodStatus Status, Verdict Verdict)
{
    public RankedUsage Cpu { get; init; } = RankedUsage.Loading;

    public RankedUsage Memory { get; init; } = RankedUsage.Loading;

    /// <summary>Whose use the row shows; null where the pod has ended, whatever Prometheus still remembers of it.</summary>
    public ObjectRef? UseOf => HasEnded ? null : Pod.Ref;

    public UsageWords CpuWords => Words(UsageMetric.Cpu, Cpu);

    public UsageWords MemoryWords => Words(UsageMetric.Memory, Memory);

    private bool HasEnded => Pod.Phase is PodPhase.Succeeded or PodPhase.Failed;

    public static PodRow Of(Pod pod, DateTimeOffset now) => new(pod, PodStatus.Of(pod), PodHealth.Of(pod, now));

    /// <summary>The same row with what is known of its use.</summary>
    public PodRow With(UsageView<PodRow> usage)
    {
        var (cpu, memory) = (usage.Of(UsageMetric.Cpu, Pod.Ref), usage.Of(UsageMetric.Memory, Pod.Ref));
        // Of thousands of rows few are in view: the others need no copy.
        return HasEnded || (cpu == Cpu && memory == Memory) ? this : this with { Cpu = cpu, Memory = memory };
    }

    private UsageWords Words(UsageMetric gauge, RankedUsage measured) =>
        HasEnded
            ? UsageWords.Nothing("The pod has ended: it uses nothing any more.")
            : UsageWords.OfPods(gauge, measured.State, UsageBudget.Of(gauge, Pod));
}
