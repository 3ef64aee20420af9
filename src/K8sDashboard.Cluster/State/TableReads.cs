using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// Dependency tracking: the tables that a computation read through <see cref="ClusterSnapshot.Recording"/>. Its result is valid for every
/// snapshot with the same tables. Not thread-safe: one computation, one thread. The tables are held weakly: a cached result must not retain
/// an old version of the cluster, and a table that is gone is in no snapshot that could be asked about.
/// </summary>
public sealed class TableReads
{
    private readonly Dictionary<ResourceType, TableRead> read = [];

    /// <summary>The snapshot has every table that was read, as it was read: objects and sync state.</summary>
    public bool AreOf(ClusterSnapshot snapshot) => read.Values.All(one => one.IsOf(snapshot));

    // Rows of many objects read the same table: it is added once.
    internal void Add(ResourceDefinition definition, Table table)
    {
        if (!read.ContainsKey(definition.Type))
            read.Add(definition.Type, new(definition, table));
    }

    private readonly struct TableRead(ResourceDefinition definition, Table table)
    {
        private readonly WeakReference<Table> held = new(table);

        public bool IsOf(ClusterSnapshot snapshot) => held.TryGetTarget(out var known) && ReferenceEquals(snapshot.Of(definition), known);
    }
}
