using K8sDashboard.Cluster.Resources.Pods;

namespace K8sDashboard.Web.Resources.Pods;

/// <summary>The registration of the pages of pods.</summary>
public static class PodView
{
    public static readonly ResourceView View = new ResourceView<Pod>(PodResource.Definition)
    {
        List = new("Pods", "/pods", "pods"),
        SearchRank = 5,
        Addresses = pod => pod.PodIps,
    };
}
