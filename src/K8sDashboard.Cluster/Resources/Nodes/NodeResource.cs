using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Nodes;

/// <summary>The registration of nodes.</summary>
public static class NodeResource
{
    public static readonly ResourceDefinition<Node> Definition = new(
        new("", "v1", "nodes", "Node") { ShortNames = ["no"], IsNamespaced = false },
        WatchPolicy.Required,
        [ServedVersion.Protobuf("", "v1", "nodes", Wire.Node.Parser, NodeMapping.Map)]
    )
    {
        IsHealthInput = true,
        Health = new(context => node => NodeHealth.Of(node, context.Failures, context.Now)),
        Causes = NodeCauses.Find,
    };

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<Node> Nodes => snapshot.Of(Definition);
    }
}
