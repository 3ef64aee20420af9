using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Overview;

/// <summary>
/// The model of the overview at one evaluation time. Computing it iterates over every pod, so it is shared by all circuits.
/// </summary>
public sealed record OverviewModel(ClusterHealth Health, Tile Nodes, Tile Pods, Tile Deployments, NodeAllocation Capacity)
{
    /// <summary>The evaluation time.</summary>
    public DateTimeOffset At { get; private init; }

    /// <param name="view">The cluster.</param>
    /// <param name="address">Has the namespaces to show.</param>
    /// <param name="failures">Recent failures.</param>
    /// <param name="before">The previous model, for the first-seen times of causes without a timestamp.</param>
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

    /// <summary>Cache key of what must not be stale: the sync state of the cluster's tables.</summary>
    public static object MustOf(ClusterView view)
    {
        return new EquatableList<SyncState?>([.. view.Snapshot.Tables.Select(one => Connectivity(one.Table.Sync))]);

        // While an initial list is paged, its sync state changes with each page.
        static SyncState? Connectivity(SyncState sync) => sync is SyncState.Syncing ? null : sync;
    }

    /// <summary>Cache key of what may be stale. Most publications only bring events, and of these only evictions matter.</summary>
    public static object VersionsOf(ClusterView view, EvictionList evictions) =>
        (
            view.EvaluatedAt,
            new EquatableList<long>([
                .. view.Snapshot.Tables.Where(one => one.Definition != EventResource.Definition).Select(one => one.Table.Version),
            ]),
            evictions
        );
}
