namespace K8sDashboard.Cluster.State;

/// <summary>What one watch loop holds of its kind and scope: the items as published, and what changed since.</summary>
/// <param name="scope">Its namespace; empty for the whole cluster.</param>
/// <param name="change">Applies a change under the store's gate.</param>
internal sealed class TablePart<T>(string scope, Action<Func<Urgency>> change)
    where T : ClusterObject
{
    // Bounded by what can happen within one publish interval: the publication empties it.
    private Dictionary<ObjectRef, T?> changes = [];
    private bool replaced;

    public string Scope => scope;

    /// <summary>As of the last publication.</summary>
    public SortedItems<T> Items { get; private set; } = new([]);

    /// <summary>The object that is published already, where this one is no other version of it: held once, it is judged and drawn once.</summary>
    public T ReuseUnchanged(T item)
    {
        var items = Items.Items;
        var at = SortedItems<T>.Before(items.AsSpan(), item.Ref);
        return at < items.Length && items[at].Ref == item.Ref && items[at].IsSameAs(item) ? items[at] : item;
    }

    /// <summary>These are the objects that are held already (see <see cref="ReuseUnchanged"/>), and no others.</summary>
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

    /// <summary>Adds one page of a first list, so that it can be shown before the last page is there.</summary>
    public void PutPage(IReadOnlyCollection<T> page, SyncState sync) =>
        change(() =>
        {
            var urgency = UrgencyOf(page.Count);
            foreach (var item in page)
                changes[item.Ref] = item;
            Sync = sync;
            return urgency;
        });

    /// <summary>Makes a whole list the contents: what was deleted meanwhile disappears.</summary>
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

    /// <summary>Makes the changes part of <see cref="Items"/>; true where all of them left places and owners as they were.</summary>
    public bool Merge()
    {
        var sameOwners = !replaced;
        if (changes.Count > 0)
        {
            Items = Items.With(changes, out var kept);
            sameOwners &= kept;
        }

        // A first list brings thousands; their room is given back with them.
        changes = [];
        replaced = false;
        return sameOwners;
    }

    /// <summary>The first objects of all are what somebody is waiting for.</summary>
    private Urgency UrgencyOf(int arriving) => arriving > 0 && Items.Items.IsEmpty && changes.Count == 0 ? Urgency.AtOnce : Urgency.Soon;
}
