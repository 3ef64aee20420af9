using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>A table that the store can publish, whatever its kind.</summary>
internal interface ITableWriter
{
    ClusterSnapshot WriteTo(ClusterSnapshot snapshot);
}

/// <summary>
/// The mutable side of one <see cref="Table{T}"/>: a part per scope (the cluster, or one of several namespaces), each written by
/// its own watch loop, published as one table.
/// </summary>
internal sealed class TableWriter<T>(ClusterStore store, Func<ClusterSnapshot, Table<T>, ClusterSnapshot> place) : ITableWriter
    where T : ClusterObject
{
    private readonly List<TablePart<T>> parts = []; // bounded by the namespaces that the user names
    private ImmutableArray<T> items = [];
    private long version;

    /// <summary>Opens the part of one scope; it starts as syncing.</summary>
    public TablePart<T> Open()
    {
        var part = new TablePart<T>(change => store.Change(this, change));
        store.Change(this, () => parts.Add(part));
        return part;
    }

    /// <summary>Removes a scope and what it held.</summary>
    public void Close(TablePart<T> part) => store.Change(this, () =>
    {
        parts.Remove(part);
        foreach (var other in parts) other.ItemsChanged = true;
    });

    public ClusterSnapshot WriteTo(ClusterSnapshot snapshot)
    {
        if (parts.Any(part => part.ItemsChanged))
        {
            items = [.. parts.SelectMany(part => part.Items.Values)];
            version++;
            foreach (var part in parts) part.ItemsChanged = false;
        }

        return place(snapshot, new Table<T>(items, Combine(), version));
    }

    /// <summary>The least trustworthy part speaks for all; a refusal speaks only where every part was refused.</summary>
    private SyncState Combine()
    {
        var heard = parts.Select(part => part.Sync).Where(sync => sync is not SyncState.Denied).ToList();
        if (heard.Count == 0) return parts.Count == 0 ? new SyncState.Syncing(0, null) : parts[0].Sync;
        return heard.OfType<SyncState.Interrupted>().MinBy(interrupted => interrupted.Since)
            ?? (heard.OfType<SyncState.Syncing>().ToList() is { Count: > 0 } syncing
                ? new SyncState.Syncing(syncing.Sum(sync => sync.Received), syncing.Sum(sync => sync.Expected))
                : heard.OfType<SyncState.Live>().ToList() is { Count: > 0 } live
                    ? new SyncState.Live { Unreadable = live.Sum(sync => sync.Unreadable) }
                    : heard[0]);
    }
}

/// <summary>What one watch loop holds of its kind and scope.</summary>
internal sealed class TablePart<T>(Action<Action> change)
    where T : ClusterObject
{
    public Dictionary<ObjectRef, T> Items { get; private set; } = [];

    public SyncState Sync { get; private set; } = new SyncState.Syncing(0, null);

    /// <summary>Set by any change of <see cref="Items"/>, cleared by the publication.</summary>
    public bool ItemsChanged { get; set; }

    public void Put(T item) => change(() =>
    {
        Items[item.Ref] = item;
        ItemsChanged = true;
    });

    public void Remove(ObjectRef name) => change(() => ItemsChanged |= Items.Remove(name));

    /// <summary>Adds one page of a first list, so that it can be shown before the last page is there.</summary>
    public void PutPage(IReadOnlyCollection<T> page, SyncState sync) => change(() =>
    {
        foreach (var item in page) Items[item.Ref] = item;
        ItemsChanged |= page.Count > 0;
        Sync = sync;
    });

    /// <summary>Makes a whole list the contents: what was deleted meanwhile disappears.</summary>
    public void Replace(Dictionary<ObjectRef, T> whole, SyncState sync) => change(() =>
    {
        Items = whole;
        ItemsChanged = true;
        Sync = sync;
    });

    public void SetSync(SyncState sync) => change(() => Sync = sync);
}
