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
        store.Put(objects.OfType<Node>(), (snapshot, table) => snapshot with { Nodes = table });
        store.Put(objects.OfType<Namespace>(), (snapshot, table) => snapshot with { Namespaces = table });
        store.Put(objects.OfType<Pod>(), (snapshot, table) => snapshot with { Pods = table });
        var workloads = objects.OfType<Workload>().ToLookup(workload => workload.Kind);
        store.Put(workloads[WorkloadKind.Deployment], (snapshot, table) => snapshot with { Deployments = table });
        store.Put(workloads[WorkloadKind.ReplicaSet], (snapshot, table) => snapshot with { ReplicaSets = table });
        store.Put(workloads[WorkloadKind.StatefulSet], (snapshot, table) => snapshot with { StatefulSets = table });
        store.Put(objects.OfType<Service>(), (snapshot, table) => snapshot with { Services = table });
        store.Put(objects.OfType<EndpointSlice>(), (snapshot, table) => snapshot with { EndpointSlices = table });
        store.Put(objects.OfType<ClusterEvent>(), (snapshot, table) => snapshot with { Events = table });
    }

    private static void Put<T>(this ClusterStore store, IEnumerable<T> items, Func<ClusterSnapshot, Table<T>, ClusterSnapshot> place)
        where T : ClusterObject =>
        new TableWriter<T>(store, place).Open().Replace(items.ToDictionary(item => item.Ref), new SyncState.Live());
}
