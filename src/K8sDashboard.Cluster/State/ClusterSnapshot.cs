using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// An immutable snapshot of the cached cluster; thread-safe. Each kind's folder adds a property for its own table:
/// <c>snapshot.Pods</c>.
/// </summary>
public sealed record ClusterSnapshot
{
    /// <summary>The initial state: every table is syncing.</summary>
    public static readonly ClusterSnapshot Empty = new();

    /// <summary>Increases with every publication.</summary>
    public long Version { get; init; }

    private ImmutableDictionary<ResourceType, Table> Published { get; init; } = ImmutableDictionary<ResourceType, Table>.Empty;

    /// <summary>
    /// Identity of the contents, as a cache key that does not retain them: the same object in snapshots with the same tables.
    /// </summary>
    public object ContentId { get; private init; } = new();

    /// <summary>Null in snapshots that are published.</summary>
    private TableReads? Reads { get; init; }

    /// <summary>The table of each watched kind, in the catalogue's order.</summary>
    public IEnumerable<(ResourceDefinition Definition, Table Table)> Tables =>
        ResourceCatalog.All.Select(definition => (definition, Of(definition)));

    public Table<TItem> Of<TItem>(ResourceDefinition<TItem> definition)
        where TItem : ClusterObject => (Table<TItem>)Of((ResourceDefinition)definition);

    public Table Of(ResourceDefinition definition)
    {
        var table = Published.GetValueOrDefault(definition.Type) ?? definition.Unsynced;
        Reads?.Add(definition, table);
        return table;
    }

    /// <summary>The same snapshot for one computation, with the tables that it reads recorded in <paramref name="reads"/>.</summary>
    public ClusterSnapshot Recording(TableReads reads) => this with { Reads = reads };

    /// <summary>A copy with another table of this kind.</summary>
    public ClusterSnapshot With<TItem>(ResourceDefinition<TItem> definition, Table<TItem> table)
        where TItem : ClusterObject => this with { Published = Published.SetItem(definition.Type, table), ContentId = new() };
}
