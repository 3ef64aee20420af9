using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Nodes;

/// <summary>One node as a line of <c>kubectl get nodes -o wide</c>, how it is, and how full.</summary>
public sealed record NodeRow(Node Node, Verdict Verdict, NodeAllocation Allocation)
{
    public static IEnumerable<NodeRow> Of(ClusterSnapshot snapshot)
    {
        var byNode = snapshot.Pods.Items.ToLookup(pod => pod.NodeName);
        foreach (var node in snapshot.Nodes.Items)
            yield return new(node, NodeHealth.Of(node), NodeAllocation.Of(node, byNode[node.Name]));
    }
}
