using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Resources.Nodes;

/// <summary>
/// Requests of the pods against the allocatable capacity of a node or of the cluster: <em>Allocated resources</em> of
/// <c>kubectl describe node</c>.
/// </summary>
public sealed record NodeAllocation(int Pods, PodResources Reserved, NodeCapacity Allocatable)
{
    /// <summary>The maximum number of omitted nodes that are listed by name.</summary>
    private const int Named = 3;

    /// <summary>
    /// The nodes that the total covers: <c>Over 3 of 4 nodes: n-4 does not state its capacity.</c> Empty for a single node.
    /// </summary>
    public string Scope { get; private init; } = "";

    /// <summary>Running pods of the node's pod capacity, for example <c>12/110</c>.</summary>
    public string PodsText => Allocatable.Pods is { } most ? $"{Pods}/{most}" : $"{Pods}";

    public string CpuRequests => Cpu(Reserved.CpuRequest);

    public string CpuLimits => Cpu(Reserved.CpuLimit);

    public string MemoryRequests => Bytes(Reserved.MemoryRequest, Allocatable.Memory);

    public string MemoryLimits => Bytes(Reserved.MemoryLimit, Allocatable.Memory);

    public string EphemeralStorageRequests => Bytes(Reserved.EphemeralStorageRequest, Allocatable.EphemeralStorage);

    public string EphemeralStorageLimits => Bytes(Reserved.EphemeralStorageLimit, Allocatable.EphemeralStorage);

    public static NodeAllocation Of(Node node, IEnumerable<Pod> pods)
    {
        var holding = pods.Where(pod => pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed)).ToList();
        return new(holding.Count, PodResources.Sum(holding), node.Allocatable);
    }

    /// <summary>
    /// The total over all nodes that state their allocatable capacity, with the pods on these nodes only: requests of other pods would
    /// count against capacity that is not theirs. Unscheduled pods are not included.
    /// </summary>
    public static NodeAllocation OfCluster(ClusterSnapshot snapshot)
    {
        var counted = snapshot.Nodes.Items.Where(IsStated).ToList();
        var names = counted.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var holding = snapshot
            .Pods.Items.Where(pod => names.Contains(pod.NodeName) && pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed))
            .ToList();
        return new(
            holding.Count,
            PodResources.Sum(holding),
            new NodeCapacity(
                counted.Sum(node => node.Allocatable.Cpu),
                counted.Sum(node => node.Allocatable.Memory),
                counted.Sum(node => node.Allocatable.EphemeralStorage),
                Sum(counted.Select(node => node.Allocatable.Pods))
            )
        )
        {
            Scope = ScopeOf(counted.Count, [.. snapshot.Nodes.Items.Where(node => !IsStated(node)).Select(node => node.Name)]),
        };
    }

    private static bool IsStated(Node node) => node.Allocatable is { Cpu: not null, Memory: not null, Pods: not null };

    private static string ScopeOf(int counted, string[] others) =>
        others switch
        {
            [] => $"Over {counted} {Nodes(counted)}.",
            [var only] => $"Over {counted} of {counted + 1} nodes: {only} does not state its capacity.",
            _ => $"Over {counted} of {counted + others.Length} nodes: {others.Length} do not state their capacity ({First(others)}).",
        };

    private static string First(string[] names) => string.Join(", ", names.Take(Named)) + (names.Length > Named ? ", …" : "");

    private static string Nodes(int count) => count == 1 ? "node" : "nodes";

    /// <summary>Sum of nodes' own statements, clamped: arbitrary values must not overflow.</summary>
    private static int? Sum(IEnumerable<int?> pods) => (int?)Math.Clamp(pods.Sum(some => (long?)some) ?? 0, 0, int.MaxValue);

    private string Cpu(double cores) => With(Quantity.Cpu(cores), Quantity.Percent(cores, Allocatable.Cpu));

    private static string Bytes(double bytes, double? of) => With(Quantity.Bytes(bytes), Quantity.Percent(bytes, of));

    private static string With(string amount, string share) => share.Length == 0 ? amount : $"{amount} ({share})";
}
