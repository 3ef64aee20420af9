using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Ui.Metrics;

namespace K8sDashboard.Web.Nodes;

/// <summary>One node as a line of <c>kubectl get nodes -o wide</c> and of <c>kubectl top nodes</c>, how it is, and how full.</summary>
/// <param name="Node">The node.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Known">What its pods have reserved; null while not all pods are known, for a part must not pass for the whole.</param>
public sealed record NodeRow(Node Node, Verdict Verdict, NodeAllocation? Known)
{
    public RankedUsage Cpu { get; init; } = RankedUsage.Loading;

    public RankedUsage Memory { get; init; } = RankedUsage.Loading;

    public RankedUsage Disk { get; init; } = RankedUsage.Loading;

    /// <summary>Pods that are bound here and have not ended, of the most that the node takes: <c>12/110</c>.</summary>
    public string PodsText => Known?.PodsText ?? (Node.Allocatable.Pods is { } most ? $"–/{most}" : "–");

    public UsageWords CpuWords => UsageWords.OfNode(UsageMetric.Cpu, Cpu.State, Node.Capacity, Requested(Known?.CpuRequests));

    public UsageWords MemoryWords => UsageWords.OfNode(UsageMetric.Memory, Memory.State, Node.Capacity, Requested(Known?.MemoryRequests));

    public UsageWords DiskWords => UsageWords.OfNode(UsageMetric.Disk, Disk.State, Node.Capacity, "");

    /// <param name="snapshot">The cluster.</param>
    /// <param name="reserved">What each node's pods have reserved; null while not all pods are known.</param>
    /// <param name="failures">What failed lately.</param>
    /// <param name="now">The time.</param>
    public static IEnumerable<NodeRow> Of(
        ClusterSnapshot snapshot,
        IReadOnlyDictionary<string, NodeAllocation>? reserved,
        RecentFailures failures,
        DateTimeOffset now
    ) => snapshot.Nodes.Items.Select(node => new NodeRow(node, NodeHealth.Of(node, failures, now), reserved?.GetValueOrDefault(node.Name)));

    /// <summary>Walks all pods; null while not all are known.</summary>
    public static IReadOnlyDictionary<string, NodeAllocation>? Reserved(ClusterSnapshot snapshot)
    {
        if (!snapshot.Pods.Sync.IsWhole)
            return null;
        var byNode = snapshot.Pods.Items.ToLookup(pod => pod.NodeName);
        return snapshot.Nodes.Items.ToDictionary(node => node.Name, node => NodeAllocation.Of(node, byNode[node.Name]));
    }

    /// <summary>The same row with what is known of its use.</summary>
    public NodeRow With(UsageView<NodeRow> usage) =>
        this with
        {
            Cpu = usage.Of(UsageMetric.Cpu, Node.Ref),
            Memory = usage.Of(UsageMetric.Memory, Node.Ref),
            Disk = usage.Of(UsageMetric.Disk, Node.Ref),
        };

    // What is busy and what is spoken for are two things; the scheduler goes by the second.
    private static string Requested(string? requests) => requests is null ? "" : $"requested by its pods: {requests}";
}
