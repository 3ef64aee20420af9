using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Health;

/// <summary>Snapshots, one table at a time.</summary>
public static partial class Given
{
    public static ClusterSnapshot WithNodes(this ClusterSnapshot snapshot, Table<Node> table) =>
        snapshot.With(NodeResource.Definition, table);

    public static ClusterSnapshot WithNamespaces(this ClusterSnapshot snapshot, Table<Namespace> table) =>
        snapshot.With(NamespaceResource.Definition, table);

    public static ClusterSnapshot WithPods(this ClusterSnapshot snapshot, Table<Pod> table) => snapshot.With(PodResource.Definition, table);

    public static ClusterSnapshot WithDeployments(this ClusterSnapshot snapshot, Table<Workload> table) =>
        snapshot.With(DeploymentResource.Definition, table);

    public static ClusterSnapshot WithReplicaSets(this ClusterSnapshot snapshot, Table<Workload> table) =>
        snapshot.With(ReplicaSetResource.Definition, table);

    public static ClusterSnapshot WithStatefulSets(this ClusterSnapshot snapshot, Table<Workload> table) =>
        snapshot.With(StatefulSetResource.Definition, table);

    public static ClusterSnapshot WithServices(this ClusterSnapshot snapshot, Table<Service> table) =>
        snapshot.With(ServiceResource.Definition, table);

    public static ClusterSnapshot WithEndpointSlices(this ClusterSnapshot snapshot, Table<EndpointSlice> table) =>
        snapshot.With(EndpointSliceResource.Definition, table);

    public static ClusterSnapshot WithEvents(this ClusterSnapshot snapshot, Table<ClusterEvent> table) =>
        snapshot.With(EventResource.Definition, table);
}
