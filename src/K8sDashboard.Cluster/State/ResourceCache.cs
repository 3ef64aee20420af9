namespace K8sDashboard.Cluster.State;

/// <summary>The objects that one watch loop holds: as published, and the pending changes.</summary>
/// <param name="scope">Its namespace; empty for the whole cluster.</param>
/// <param name="store">Its lock guards the changes.</param>
/// <param name="table">The table that publishes them.</param>
internal sealed class ResourceCache<T>(string scope, ClusterStore store, ITableWriter table)
    where T : ClusterObject
{
    // Bounded by the changes within one publish interval: a publication clears it.
    private Dictionary<ObjectRef, T?> changes = [];
    private bool replaced;

    public string Scope => scope;

    /// <summary>As of the last publication.</summary>
    public SortedItems<T> Items { get; private set; } = new([]);

    /// <summary>
    /// The published object where <paramref name="item"/> has the same version, so that caches by reference stay valid.
    /// </summary>
    public T ReuseUnchanged(T item)
    {
        var items = Items.Items;
        var at = SortedItems<T>.Before(items.AsSpan(), item.Ref);
        return at < items.Length && items[at].Ref == item.Ref && items[at].IsSameAs(item) ? items[at] : item;
    }

    /// <summary>Whether these are exactly the published objects (see <see cref="ReuseUnchanged"/>).</summary>
    public bool SetEquals(Dictionary<ObjectRef, T> whole) =>
        whole.Count == Items.Items.Length
        && Items.Items.All(item => whole.TryGetValue(item.Ref, out var other) && ReferenceEquals(item, other));

    public SyncState Sync { get; private set; } = new SyncState.Syncing(0, null);

    public bool HasChanged => replaced || changes.Count > 0;

    /// <summary>Applies a change under the store's lock and schedules its publication.</summary>
    public void Apply(CacheChange<T> change)
    {
        lock (store.Gate)
            store.Changed(table, Enter(change));
    }

    /// <summary>Merges the pending changes into <see cref="Items"/>; true where positions and owners are unchanged.</summary>
    public bool Merge()
    {
        var sameOwners = !replaced;
        if (changes.Count > 0)
        {
            Items = Items.With(changes, out var kept);
            sameOwners &= kept;
        }

        // A new dictionary, to release the capacity that a first list of thousands needed.
        changes = [];
        replaced = false;
        return sameOwners;
    }

    private Urgency Enter(CacheChange<T> change)
    {
        var isEmpty = Items.Items.IsEmpty && changes.Count == 0;
        switch (change)
        {
            case CacheChange<T>.Put put:
                changes[put.Item.Ref] = put.Item;
                return Urgency.Soon;
            case CacheChange<T>.Remove removed:
                changes[removed.Name] = null;
                return Urgency.Soon;
            case CacheChange<T>.PutPage page:
                foreach (var item in page.Items)
                    changes[item.Ref] = item;
                Sync = page.Sync;
                return isEmpty && page.Items.Count > 0 ? Urgency.AtOnce : Urgency.Soon;
            case CacheChange<T>.Replace list:
                Items = new([.. list.Items.Values]);
                changes.Clear();
                replaced = true;
                Sync = list.Sync;
                return isEmpty && list.Items.Count > 0 ? Urgency.AtOnce : Urgency.Soon;
            case CacheChange<T>.SetSync set:
                Sync = set.Sync;
                return Urgency.Soon;
            default:
                throw new ArgumentOutOfRangeException(nameof(change));
        }
    }
}
