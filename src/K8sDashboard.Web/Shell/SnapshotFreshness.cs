using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>How old the whole screen may be: as old as its worst table.</summary>
public static class SnapshotFreshness
{
    public static Freshness Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        Freshness.Worst(Tables(snapshot).Select(table => Freshness.Of(table.Sync, now)));

    /// <summary>Each kind was listed once, or the API server has said that it will not be.</summary>
    public static bool IsDecided(ClusterSnapshot snapshot) => Tables(snapshot).All(table => table.Sync switch
    {
        SyncState.Syncing => false,
        // Version 0: the API server was lost before the first list came.
        SyncState.Interrupted => table.Version > 0,
        _ => true,
    });

    private static IEnumerable<(SyncState Sync, long Version)> Tables(ClusterSnapshot snapshot) =>
    [
        Of(snapshot.Nodes), Of(snapshot.Namespaces), Of(snapshot.Pods), Of(snapshot.Deployments),
        Of(snapshot.ReplicaSets), Of(snapshot.Services), Of(snapshot.EndpointSlices), Of(snapshot.Events),
    ];

    private static (SyncState Sync, long Version) Of<T>(Table<T> table)
        where T : ClusterObject => (table.Sync, table.Version);
}
