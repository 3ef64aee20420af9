using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>The registration of the pages of Deployments.</summary>
public static class DeploymentView
{
    public static readonly ResourceView View = new ResourceView<Workload>(DeploymentResource.Definition)
    {
        List = new("Deployments", "/workloads/deployments", "deployments"),
        SearchRank = 1,
    };
}
