using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>How old the whole screen may be: as old as its worst table.</summary>
public static class SnapshotFreshness
{
    public static Freshness Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        Freshness.Worst(Syncs(snapshot).Select(sync => Freshness.Of(sync, now)));

    /// <summary>Each kind was listed once, or the API server has said that it will not be.</summary>
    public static bool IsDecided(ClusterSnapshot snapshot) =>
        Syncs(snapshot).All(sync => sync is not (SyncState.Syncing or SyncState.Interrupted { NeverListed: true }));

    private static IEnumerable<SyncState> Syncs(ClusterSnapshot snapshot) =>
    [
        snapshot.Nodes.Sync, snapshot.Namespaces.Sync, snapshot.Pods.Sync, snapshot.Deployments.Sync,
        snapshot.ReplicaSets.Sync, snapshot.Services.Sync, snapshot.EndpointSlices.Sync, snapshot.Events.Sync,
    ];
}
