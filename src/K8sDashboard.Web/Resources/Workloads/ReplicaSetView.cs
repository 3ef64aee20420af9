using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>The registration of ReplicaSets: one is a revision on its Deployment's page.</summary>
public static class ReplicaSetView
{
    public static readonly ResourceView View = new ResourceView<Workload>(ReplicaSetResource.Definition)
    {
        SearchRank = 6,
        Substitute = Href,
    };

    private static string Href(Address address, Workload set) =>
        set.Owner is { } owner && address.Object(owner.Type, set.Ref with { Name = owner.Name }) is { } page
            ? page
            : address.List(PodResource.Type, set.Namespace);
}
