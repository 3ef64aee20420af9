using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>The registration of StatefulSets, which have no page: their pods and Services show them.</summary>
public static class StatefulSetView
{
    public static readonly ResourceView View = new ResourceView<Workload>(StatefulSetResource.Definition);
}
