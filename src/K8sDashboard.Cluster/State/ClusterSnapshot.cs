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

    /// <summary>The table of each watched kind, in the catalogue's order.</summary>
    public IEnumerable<(ResourceDefinition Definition, Table Table)> Tables =>
        ResourceCatalog.All.Select(definition => (definition, Of(definition)));

    public Table<TItem> Of<TItem>(ResourceDefinition<TItem> definition)
        where TItem : ClusterObject => Published.TryGetValue(definition.Type, out var table) ? (Table<TItem>)table : Table<TItem>.Unsynced;

    public Table Of(ResourceDefinition definition) => Published.GetValueOrDefault(definition.Type) ?? definition.Unsynced;

    /// <summary>A copy with another table of this kind.</summary>
    public ClusterSnapshot With<TItem>(ResourceDefinition<TItem> definition, Table<TItem> table)
        where TItem : ClusterObject => this with { Published = Published.SetItem(definition.Type, table) };
}
