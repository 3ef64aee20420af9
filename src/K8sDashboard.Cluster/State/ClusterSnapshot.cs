using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.State;

/// <summary>An immutable snapshot of the cached cluster; thread-safe.</summary>
public sealed record ClusterSnapshot
{
    /// <summary>The initial state: every table is syncing.</summary>
    public static readonly ClusterSnapshot Empty = new();

    /// <summary>Increases with every publication.</summary>
    public long Version { get; init; }

    public Table<Node> Nodes { get; init; } = Table<Node>.Unsynced;

    public Table<Namespace> Namespaces { get; init; } = Table<Namespace>.Unsynced;

    public Table<Pod> Pods { get; init; } = Table<Pod>.Unsynced;

    public Table<Workload> Deployments { get; init; } = Table<Workload>.Unsynced;

    public Table<Workload> ReplicaSets { get; init; } = Table<Workload>.Unsynced;

    public Table<Workload> StatefulSets { get; init; } = Table<Workload>.Unsynced;

    public Table<Service> Services { get; init; } = Table<Service>.Unsynced;

    public Table<EndpointSlice> EndpointSlices { get; init; } = Table<EndpointSlice>.Unsynced;

    public Table<ClusterEvent> Events { get; init; } = Table<ClusterEvent>.Unsynced;
}
