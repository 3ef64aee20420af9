using K8sDashboard.Cluster.Resources.Nodes;

namespace K8sDashboard.Web.Resources.Nodes;

/// <summary>The registration of the pages of nodes.</summary>
public static class NodeView
{
    public static readonly ResourceView View = new ResourceView<Node>(NodeResource.Definition)
    {
        List = new("Nodes", "/nodes", "nodes"),
        SearchRank = 3,
        Addresses = node => node.Addresses.Select(address => address.Text),
        HasHostNames = true,
    };
}
