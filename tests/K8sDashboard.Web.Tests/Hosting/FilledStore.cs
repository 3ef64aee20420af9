using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Fills the store with test objects in place of a watch.</summary>
public static class FilledStore
{
    /// <summary>Every kind as a live table with these objects.</summary>
    public static void Fill(this ClusterStore store, params ClusterObject[] objects)
    {
        store.Put(objects.OfType<Node>(), NodeResource.Definition);
        store.Put(objects.OfType<Namespace>(), NamespaceResource.Definition);
        store.Put(objects.OfType<Pod>(), PodResource.Definition);
        var workloads = objects.OfType<Workload>().ToLookup(workload => workload.Type);
        store.Put(workloads[DeploymentResource.Type], DeploymentResource.Definition);
        store.Put(workloads[ReplicaSetResource.Type], ReplicaSetResource.Definition);
        store.Put(workloads[StatefulSetResource.Type], StatefulSetResource.Definition);
        store.Put(objects.OfType<Service>(), ServiceResource.Definition);
        store.Put(objects.OfType<EndpointSlice>(), EndpointSliceResource.Definition);
        store.Put(objects.OfType<ClusterEvent>(), EventResource.Definition);
    }

    private static void Put<T>(this ClusterStore store, IEnumerable<T> items, ResourceDefinition<T> definition)
        where T : ClusterObject =>
        new TableWriter<T>(store, definition)
            .Open()
            .Apply(new CacheChange<T>.Replace(items.ToDictionary(item => item.Ref), new SyncState.Live()));
}
