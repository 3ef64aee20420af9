namespace K8sDashboard.Cluster.State;

/// <summary>The data of one watch loop: the items as published, and the pending changes.</summary>
/// <param name="scope">Its namespace; empty for the whole cluster.</param>
/// <param name="change">Applies a change under the store's lock.</param>
internal sealed class TablePart<T>(string scope, Action<Func<Urgency>> change)
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

    public void Put(T item) =>
        change(() =>
        {
            changes[item.Ref] = item;
            return Urgency.Soon;
        });

    public void Remove(ObjectRef name) =>
        change(() =>
        {
            changes[name] = null;
            return Urgency.Soon;
        });

    /// <summary>Adds one page of the first list, to be shown before the list is complete.</summary>
    public void PutPage(IReadOnlyCollection<T> page, SyncState sync) =>
        change(() =>
        {
            var urgency = UrgencyOf(page.Count);
            foreach (var item in page)
                changes[item.Ref] = item;
            Sync = sync;
            return urgency;
        });

    /// <summary>Replaces the contents by a complete list: objects deleted meanwhile disappear.</summary>
    public void Replace(Dictionary<ObjectRef, T> whole, SyncState sync) =>
        change(() =>
        {
            var urgency = UrgencyOf(whole.Count);
            changes.Clear();
            Items = new([.. whole.Values]);
            replaced = true;
            Sync = sync;
            return urgency;
        });

    public void SetSync(SyncState sync) =>
        change(() =>
        {
            Sync = sync;
            return Urgency.Soon;
        });

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

    /// <summary>The first objects of a table bypass the throttle.</summary>
    private Urgency UrgencyOf(int arriving) => arriving > 0 && Items.Items.IsEmpty && changes.Count == 0 ? Urgency.AtOnce : Urgency.Soon;
}
