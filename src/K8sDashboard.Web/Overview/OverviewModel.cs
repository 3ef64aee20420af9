using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Nodes;
using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Overview;

/// <summary>What the overview says of the cluster at one moment. Making it walks every pod, so it is made once for all who look.</summary>
public sealed record OverviewModel(ClusterHealth Health, Tile Nodes, Tile Pods, Tile Deployments, NodeAllocation Capacity)
{
    /// <summary>The moment it is made for.</summary>
    public DateTimeOffset At { get; private init; }

    /// <param name="view">The cluster.</param>
    /// <param name="address">Which namespaces.</param>
    /// <param name="failures">What failed lately.</param>
    /// <param name="before">The last one, which knows since when it has seen the causes that do not tell.</param>
    public static OverviewModel Of(ClusterView view, Address address, RecentFailures failures, OverviewModel? before)
    {
        var health = ClusterHealth.Of(view.Snapshot, view.EvaluatedAt, address.Shows);
        return new(
            health with
            {
                Causes = FirstSeen.Of(health.Causes, view.EvaluatedAt, before?.Health.Causes, before?.At),
            },
            Tile.Nodes(view.Snapshot.Nodes, failures, view.EvaluatedAt),
            Tile.Pods(view.Snapshot.Pods, view.EvaluatedAt, address.Shows),
            Tile.Deployments(view.Snapshot, failures, view.EvaluatedAt, address.Shows),
            NodeAllocation.OfCluster(view.Snapshot)
        )
        {
            At = view.EvaluatedAt,
        };
    }

    /// <summary>What it is made of and is never late for: how far the cluster is heard.</summary>
    public static object MustOf(ClusterView view)
    {
        var snapshot = view.Snapshot;
        return (
            Heard(snapshot.Nodes.Sync),
            Heard(snapshot.Pods.Sync),
            Heard(snapshot.Deployments.Sync),
            Heard(snapshot.ReplicaSets.Sync),
            Heard(snapshot.Services.Sync),
            Heard(snapshot.EndpointSlices.Sync)
        );

        // Of a first list each page is another state.
        static SyncState? Heard(SyncState sync) => sync is SyncState.Syncing ? null : sync;
    }

    /// <summary>What else: most publications only bring events, and of those only evictions count.</summary>
    public static object VersionsOf(ClusterView view, EvictionList evictions)
    {
        var snapshot = view.Snapshot;
        return (
            view.EvaluatedAt,
            (snapshot.Nodes.Version, snapshot.Pods.Version, snapshot.Deployments.Version, snapshot.ReplicaSets.Version),
            (snapshot.Services.Version, snapshot.EndpointSlices.Version, snapshot.StatefulSets.Version),
            evictions
        );
    }
}
