using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// Dependency tracking: the tables that a computation read through <see cref="ClusterSnapshot.Recording"/>. Its result is valid for every
/// snapshot with the same tables. Not thread-safe: one computation, one thread.
/// </summary>
public sealed class TableReads
{
    private readonly Dictionary<ResourceDefinition, Table> read = [];

    /// <summary>The snapshot has every table that was read, as it was read: objects and sync state.</summary>
    public bool AreOf(ClusterSnapshot snapshot) => read.All(one => ReferenceEquals(snapshot.Of(one.Key), one.Value));

    internal void Add(ResourceDefinition definition, Table table) => read[definition] = table;
}
