using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Projections;

/// <summary>Freshness of a snapshot: that of the worst of its tables.</summary>
public static class SnapshotFreshness
{
    /// <summary>The maximum number of affected kinds listed by name.</summary>
    private const int Named = 2;

    /// <summary>Of all tables, except of optional kinds that are not listed yet.</summary>
    public static Freshness Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        Of(
            [.. snapshot.Tables.Where(one => one.Definition.Watch is WatchPolicy.Required || one.Table.Sync is not SyncState.Syncing)],
            Named,
            now
        );

    /// <summary>Whether a frozen table of this type blocks changes of workloads.</summary>
    public static bool Forbids(ResourceType type) => ResourceCatalog.Of(type) is { IsActionInput: true };

    /// <summary>Of the tables that changes of workloads depend on. Problems with other kinds, such as events, do not block them.</summary>
    public static Freshness OfWorkloads(ClusterSnapshot snapshot, DateTimeOffset now) =>
        Of([.. snapshot.Tables.Where(one => one.Definition.IsActionInput)], int.MaxValue, now);

    /// <summary>Each required kind completed its initial list, or the API server refused it.</summary>
    public static bool IsDecided(ClusterSnapshot snapshot) =>
        snapshot
            .Tables.Where(one => one.Definition.Watch is WatchPolicy.Required)
            .All(one => one.Table.Sync is not (SyncState.Syncing or SyncState.Interrupted { NeverListed: true }));

    private static Freshness Of((ResourceDefinition Definition, Table Table)[] tables, int named, DateTimeOffset now)
    {
        if (tables.All(one => one.Table.Sync is SyncState.Forbidden))
            return new(FreshnessLevel.NoAccess, null, ((SyncState.Forbidden)tables[0].Table.Sync).Message);
        var all = tables.Select(one => (one.Definition.Type.Plural, Freshness: Freshness.Of(one.Table.Sync, now))).ToList();
        var worst = Freshness.Worst(all.Select(one => one.Freshness));
        var troubled = all.Count(one => one.Freshness.Level >= FreshnessLevel.Reconnecting);
        return troubled > 0 && troubled <= named
            ? worst with
            {
                Only = string.Join(", ", all.Where(one => one.Freshness.Level == worst.Level).Select(one => one.Plural)),
            }
            : worst;
    }
}
