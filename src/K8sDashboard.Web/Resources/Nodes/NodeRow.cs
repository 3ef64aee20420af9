using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Usage;

namespace K8sDashboard.Web.Resources.Nodes;

/// <summary>One node as a row of <c>kubectl get nodes -o wide</c> and <c>kubectl top nodes</c>, with its health and allocation.</summary>
/// <param name="Node">The node.</param>
/// <param name="Verdict">Its health.</param>
/// <param name="Known">The requests of its pods; null until all pods are synced, since a partial sum would be misleading.</param>
public sealed record NodeRow(Node Node, Verdict Verdict, NodeAllocation? Known)
{
    public RankedUsage Cpu { get; init; } = RankedUsage.Loading;

    public RankedUsage Memory { get; init; } = RankedUsage.Loading;

    public RankedUsage Disk { get; init; } = RankedUsage.Loading;

    /// <summary>Non-terminal pods bound to the node, of its pod capacity: <c>12/110</c>.</summary>
    public string PodsText => Known?.PodsText ?? (Node.Allocatable.Pods is { } most ? $"–/{most}" : "–");

    public UsageWords CpuWords => UsageWords.OfNode(UsageMetric.Cpu, Cpu.State, Node.Capacity, Requested(Known?.CpuRequests));

    public UsageWords MemoryWords => UsageWords.OfNode(UsageMetric.Memory, Memory.State, Node.Capacity, Requested(Known?.MemoryRequests));

    public UsageWords DiskWords => UsageWords.OfNode(UsageMetric.Disk, Disk.State, Node.Capacity, "");

    /// <param name="snapshot">The cluster.</param>
    /// <param name="reserved">The requests of each node's pods; null until all pods are synced.</param>
    /// <param name="failures">Recent failures.</param>
    /// <param name="now">The evaluation time.</param>
    public static IEnumerable<NodeRow> Of(
        ClusterSnapshot snapshot,
        IReadOnlyDictionary<string, NodeAllocation>? reserved,
        RecentFailures failures,
        DateTimeOffset now
    ) => snapshot.Nodes.Items.Select(node => new NodeRow(node, NodeHealth.Of(node, failures, now), reserved?.GetValueOrDefault(node.Name)));

    /// <summary>Iterates over all pods, O(n); null until all are synced.</summary>
    public static IReadOnlyDictionary<string, NodeAllocation>? Reserved(ClusterSnapshot snapshot)
    {
        if (!snapshot.Pods.Sync.IsWhole)
            return null;
        var byNode = snapshot.Pods.Items.ToLookup(pod => pod.NodeName);
        return snapshot.Nodes.Items.ToDictionary(node => node.Name, node => NodeAllocation.Of(node, byNode[node.Name]));
    }

    /// <summary>A copy of the row with its measured usage.</summary>
    public NodeRow With(UsageView<NodeRow> usage) =>
        this with
        {
            Cpu = usage.Of(UsageMetric.Cpu, Node.Ref),
            Memory = usage.Of(UsageMetric.Memory, Node.Ref),
            Disk = usage.Of(UsageMetric.Disk, Node.Ref),
        };

    // Usage and requests are independent; the scheduler considers requests only.
    private static string Requested(string? requests) => requests is null ? "" : $"requested by its pods: {requests}";
}
