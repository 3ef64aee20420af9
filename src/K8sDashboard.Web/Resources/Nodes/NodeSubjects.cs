using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Web.Resources.Nodes;

/// <summary>Nodes with all names that Prometheus' labels may have for them, including their pods (one may be the node-exporter).</summary>
public static class NodeSubjects
{
    public static IReadOnlyCollection<(ObjectRef Key, NodeSubject Node)> Of(ClusterSnapshot snapshot, IReadOnlyCollection<ObjectRef> nodes)
    {
        var names = nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var pods = snapshot.Pods.Items.Where(pod => names.Contains(pod.NodeName)).ToLookup(pod => pod.NodeName, pod => pod.Ref.ToString());
        return [.. nodes.Select(key => snapshot.Nodes.Find(key)).OfType<Node>().Select(node => (node.Ref, Of(node, pods[node.Name])))];
    }

    /// <summary>All nodes, to find series that match none; null until all are synced.</summary>
    public static KnownNodes? AllOf(ClusterSnapshot snapshot) =>
        snapshot.Nodes.Sync.IsWhole
            ? new KnownNodes(
                [.. snapshot.Nodes.Items.Select(node => Of(node, []))],
                pod => !snapshot.Pods.Sync.IsWhole || snapshot.Pods.Find(PodOf(pod)) is { NodeName.Length: > 0 }
            )
            : null;

    private static ObjectRef PodOf(string pod) =>
        pod.Split('/') is [var @namespace, var name] ? new ObjectRef(@namespace, name) : new ObjectRef("", pod);

    private static NodeSubject Of(Node node, IEnumerable<string> pods) =>
        new(node.Name, node.InternalIp)
        {
            ExternalIp = node.ExternalIp,
            Addresses = new NameSet(node.Addresses.Select(address => address.Text)),
            HostName = node.Labels["kubernetes.io/hostname"] ?? node.Name,
            Pods = new NameSet(pods),
        };
}
