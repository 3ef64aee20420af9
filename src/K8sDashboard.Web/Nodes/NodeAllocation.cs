using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Nodes;

/// <summary>How much of a node, or of all, the pods have reserved: the <em>Allocated resources</em> of <c>kubectl describe node</c>.</summary>
public sealed record NodeAllocation(int Pods, PodResources Reserved, NodeCapacity Allocatable)
{
    /// <summary>Running pods of the most that the node takes, for example <c>12/110</c>.</summary>
    public string PodsText => Allocatable.Pods is { } most ? $"{Pods}/{most}" : $"{Pods}";

    public string CpuRequests => Cpu(Reserved.CpuRequest);

    public string CpuLimits => Cpu(Reserved.CpuLimit);

    public string MemoryRequests => Memory(Reserved.MemoryRequest);

    public string MemoryLimits => Memory(Reserved.MemoryLimit);

    public static NodeAllocation Of(Node node, IEnumerable<Pod> pods)
    {
        var holding = pods.Where(pod => pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed)).ToList();
        return new(holding.Count, PodResources.Sum(holding), node.Allocatable);
    }

    /// <summary>All nodes together; pods that no node has yet reserve nothing.</summary>
    public static NodeAllocation OfCluster(ClusterSnapshot snapshot)
    {
        var holding = snapshot.Pods.Items.Where(pod => pod.NodeName.Length > 0 && pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed)).ToList();
        return new(holding.Count, PodResources.Sum(holding), new NodeCapacity(
            snapshot.Nodes.Items.Sum(node => node.Allocatable.Cpu),
            snapshot.Nodes.Items.Sum(node => node.Allocatable.Memory),
            snapshot.Nodes.Items.Sum(node => node.Allocatable.EphemeralStorage),
            Sum(snapshot.Nodes.Items.Select(node => node.Allocatable.Pods))));
    }

    /// <summary>Nodes say what they like of themselves; their sum must not be a fault.</summary>
    private static int? Sum(IEnumerable<int?> pods) => (int?)Math.Clamp(pods.Sum(some => (long?)some) ?? 0, 0, int.MaxValue);

    private string Cpu(double cores) => With(Quantity.Cpu(cores), Quantity.Percent(cores, Allocatable.Cpu));

    private string Memory(double bytes) => With(Quantity.Bytes(bytes), Quantity.Percent(bytes, Allocatable.Memory));

    private static string With(string amount, string share) => share.Length == 0 ? amount : $"{amount} ({share})";
}
