using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>
/// The shared state of one root cause analysis: broken nodes, failing pods, and which of them a cause explains already.
/// </summary>
internal sealed class CauseContext
{
    private readonly Dictionary<string, Verdict> brokenNodes;
    private readonly HashSet<string> explained = []; // uids of pods, bounded by the failing ones

    public CauseContext(ClusterSnapshot snapshot, DateTimeOffset now)
    {
        Snapshot = snapshot;
        Now = now;
        Failures = RecentFailures.Of(snapshot, now);
        brokenNodes = snapshot
            .Nodes.Items.Select(node => (node.Name, Verdict: NodeHealth.Of(node, Failures, now)))
            .Where(node => node.Verdict.NeedsAttention)
            .ToDictionary(node => node.Name, node => node.Verdict);
        FailingPods =
        [
            .. snapshot
                .Pods.Items.Select(pod => new FailingPod(pod, PodHealth.Of(pod, now)))
                .Where(pair => IsFailing(pair.Pod, pair.Verdict)),
        ];
    }

    public ClusterSnapshot Snapshot { get; }

    public DateTimeOffset Now { get; }

    public RecentFailures Failures { get; }

    /// <summary>The nodes that need attention, by name.</summary>
    public IReadOnlyDictionary<string, Verdict> BrokenNodes => brokenNodes;

    /// <summary>Pods that need attention, and unready pods of a node that is down.</summary>
    public ImmutableArray<FailingPod> FailingPods { get; }

    public bool IsExplained(Pod pod) => explained.Contains(pod.Uid);

    /// <summary>Attributes the pod to the cause that is being built; false where an earlier cause explains it.</summary>
    public bool Explain(Pod pod) => explained.Add(pod.Uid);

    public bool IsDown(string node) => brokenNodes.TryGetValue(node, out var verdict) && verdict.Level == HealthLevel.Unhealthy;

    /// <summary>
    /// The node explains the pod's failure. A node under pressure still runs its pods: it explains only the pods that it evicted.
    /// </summary>
    public bool IsNodesFault(Pod pod) =>
        IsDown(pod.NodeName)
        || (PodFailure.IsEvicted(pod) && brokenNodes.TryGetValue(pod.NodeName, out var verdict) && NodeHealth.IsPressure(verdict));

    private bool IsFailing(Pod pod, Verdict verdict) =>
        verdict.NeedsAttention || (IsDown(pod.NodeName) && !pod.IsReady && pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed));
}

/// <summary>A failing pod with its verdict.</summary>
internal readonly record struct FailingPod(Pod Pod, Verdict Verdict);
