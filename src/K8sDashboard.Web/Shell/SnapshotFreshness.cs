using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>How old the whole screen may be: as old as its worst table.</summary>
public static class SnapshotFreshness
{
    public static Freshness Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        Freshness.Worst(SyncsOf(snapshot).Select(sync => Freshness.Of(sync, now)));

    /// <summary>The state of each table of a snapshot.</summary>
    public static IEnumerable<SyncState> SyncsOf(ClusterSnapshot snapshot) =>
    [
        snapshot.Nodes.Sync, snapshot.Namespaces.Sync, snapshot.Pods.Sync, snapshot.Deployments.Sync,
        snapshot.ReplicaSets.Sync, snapshot.Services.Sync, snapshot.EndpointSlices.Sync, snapshot.Events.Sync,
    ];
}
