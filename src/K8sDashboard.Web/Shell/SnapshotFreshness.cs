using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>How old the screen may be: as old as the worst of the tables that it is made of.</summary>
public static class SnapshotFreshness
{
    /// <summary>More kinds in trouble than these are not named one by one.</summary>
    private const int Named = 2;

    private static readonly string[] OfCommands = ["deployments", "replicasets", "pods"];

    /// <summary>Of everything.</summary>
    public static Freshness Of(ClusterSnapshot snapshot, DateTimeOffset now) => Of(Tables(snapshot), Named, now);

    /// <summary>Nobody may change a workload while this kind is frozen.</summary>
    public static bool Forbids(string noun) => OfCommands.Contains(noun);

    /// <summary>Of what a person goes by who changes a workload. Trouble with other kinds, such as events, is no reason against that.</summary>
    public static Freshness OfWorkloads(ClusterSnapshot snapshot, DateTimeOffset now) =>
        Of([.. Tables(snapshot).Where(table => Forbids(table.Noun))], OfCommands.Length, now);

    /// <summary>Each kind was listed once, or the API server has said that it will not be.</summary>
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
