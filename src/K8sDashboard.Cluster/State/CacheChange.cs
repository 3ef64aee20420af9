namespace K8sDashboard.Cluster.State;

/// <summary>One change of a <see cref="ResourceCache{T}"/>: by a watch event, by a list, or of its sync state.</summary>
internal abstract record CacheChange<T>
    where T : ClusterObject
{
    private CacheChange() { }

    public sealed record Put(T Item) : CacheChange<T>;

    public sealed record Remove(ObjectRef Name) : CacheChange<T>;

    /// <summary>Adds one page of the first list, to be shown before the list is complete.</summary>
    public sealed record PutPage(IReadOnlyCollection<T> Items, SyncState Sync) : CacheChange<T>;

    /// <summary>Replaces the contents by a complete list: objects deleted meanwhile disappear.</summary>
    public sealed record Replace(Dictionary<ObjectRef, T> Items, SyncState Sync) : CacheChange<T>;

    public sealed record SetSync(SyncState Sync) : CacheChange<T>;
}
