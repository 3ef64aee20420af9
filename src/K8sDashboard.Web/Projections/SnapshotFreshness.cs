using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Projections;

/// <summary>Freshness of a snapshot: that of the worst of its tables.</summary>
public static class SnapshotFreshness
{
    /// <summary>The maximum number of affected kinds listed by name.</summary>
    private const int Named = 2;

    private static readonly string[] OfCommands = ["deployments", "replicasets", "pods"];

    /// <summary>Of all tables.</summary>
    public static Freshness Of(ClusterSnapshot snapshot, DateTimeOffset now) => Of(Tables(snapshot), Named, now);

    /// <summary>Whether a frozen table of this kind blocks changes of workloads.</summary>
    public static bool Forbids(string noun) => OfCommands.Contains(noun);

    /// <summary>Of the tables that changes of workloads depend on. Problems with other kinds, such as events, do not block them.</summary>
    public static Freshness OfWorkloads(ClusterSnapshot snapshot, DateTimeOffset now) =>
        Of([.. Tables(snapshot).Where(table => Forbids(table.Noun))], OfCommands.Length, now);

    /// <summary>Each kind completed its initial list, or the API server refused it.</summary>
    public static bool IsDecided(ClusterSnapshot snapshot) =>
        Tables(snapshot).All(table => table.Sync is not (SyncState.Syncing or SyncState.Interrupted { NeverListed: true }));

    private static Freshness Of((string Noun, SyncState Sync)[] tables, int named, DateTimeOffset now)
    {
        if (tables.All(table => table.Sync is SyncState.Forbidden))
            return new(FreshnessLevel.NoAccess, null, ((SyncState.Forbidden)tables[0].Sync).Message);
        var all = tables.Select(table => (table.Noun, Freshness: Freshness.Of(table.Sync, now))).ToList();
        var worst = Freshness.Worst(all.Select(one => one.Freshness));
        var troubled = all.Count(one => one.Freshness.Level >= FreshnessLevel.Reconnecting);
        return troubled > 0 && troubled <= named
            ? worst with
            {
                Only = string.Join(", ", all.Where(one => one.Freshness.Level == worst.Level).Select(one => one.Noun)),
            }
            : worst;
    }

    private static (string Noun, SyncState Sync)[] Tables(ClusterSnapshot snapshot) =>
        [
            ("nodes", snapshot.Nodes.Sync),
            ("namespaces", snapshot.Namespaces.Sync),
            ("pods", snapshot.Pods.Sync),
            ("deployments", snapshot.Deployments.Sync),
            ("replicasets", snapshot.ReplicaSets.Sync),
            ("services", snapshot.Services.Sync),
            ("endpoints", snapshot.EndpointSlices.Sync),
            ("events", snapshot.Events.Sync),
        ];
}
