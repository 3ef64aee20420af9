using K8sDashboard.Cluster.Resources.Services;

namespace K8sDashboard.Web.Resources.Services;

/// <summary>The registration of the pages of Services.</summary>
public static class ServiceView
{
    public static readonly ResourceView View = new ResourceView<Service>(ServiceResource.Definition)
    {
        List = new("Services", "/services", "services"),
        SearchRank = 2,
        Addresses = service => [service.ClusterIp, .. service.ClusterIps, .. service.ExternalIps, .. service.LoadBalancerAddresses],
    };
}
