using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Pods;

namespace K8sDashboard.Web.Resources.Namespaces;

/// <summary>The registration of namespaces: the search opens the pods of one.</summary>
public static class NamespaceView
{
    public static readonly ResourceView View = new ResourceView<Namespace>(NamespaceResource.Definition)
    {
        SearchRank = 4,
        Substitute = (address, item) => address.List(PodResource.Type, item.Name),
    };
}
