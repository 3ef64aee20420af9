using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace K8sDashboard.Cluster.State;

/// <summary>An immutable table of one kind with its sync state.</summary>
public abstract class Table(SyncState sync, long version)
{
    public SyncState Sync => sync;

    /// <summary>Increases whenever the objects change; results may be memoized by it.</summary>
    public long Version => version;

    /// <summary>By namespace, then by name, as <c>kubectl get -A</c> prints them.</summary>
    public abstract IReadOnlyList<ClusterObject> Objects { get; }
}

/// <inheritdoc cref="Table"/>
/// <remarks>Items are sorted by name, so that lookups by name or namespace are binary searches.</remarks>
public sealed class Table<T> : Table
    where T : ClusterObject
{
    public static readonly Table<T> Unsynced = new([], new SyncState.Syncing(0, null), 0);

    private readonly Lazy<OwnerIndex> owners;

    /// <param name="items">In any order; names are unique.</param>
    /// <param name="sync">Their sync state.</param>
    /// <param name="version">See <see cref="Table.Version"/>.</param>
    public Table(ImmutableArray<T> items, SyncState sync, long version)
        : this(new SortedItems<T>(items), sync, version, null) { }

    internal Table(SortedItems<T> items, SyncState sync, long version, Table<T>? sameOwners)
        : base(sync, version)
    {
        Items = items.Items;
        owners = sameOwners?.owners ?? new(() => OwnerIndex.Of(Items));
    }

    /// <inheritdoc cref="Objects"/>
    public ImmutableArray<T> Items { get; }

    public override IReadOnlyList<ClusterObject> Objects => Items;

    public int Count => Items.Length;

    /// <summary>The object of that name; null where it does not exist.</summary>
    public T? Find(ObjectRef name)
    {
        var at = From(name);
        return at < Items.Length && Items[at].Ref == name ? Items[at] : null;
    }

    public T? Find(string @namespace, string name) => Find(new ObjectRef(@namespace, name));

    /// <summary>The objects of one namespace, sorted by name.</summary>
    public IReadOnlyList<T> InNamespace(string @namespace)
    {
        var start = From(new(@namespace, ""));
        // NUL sorts first, so that this is the lower bound of the next namespace.
        var end = From(new(@namespace + '\0', ""));
        return new ArraySegment<T>(ImmutableCollectionsMarshal.AsArray(Items)!, start, end - start);
    }

    /// <summary>The objects of the filter's namespaces, sorted by name.</summary>
    public ImmutableArray<T> InNamespaces(NamespaceFilter filter) =>
        filter.IsAll ? Items : [.. filter.Names.Order(StringComparer.Ordinal).SelectMany(InNamespace)];

    /// <summary>The objects with this controller uid.</summary>
    public IEnumerable<T> OwnedBy(string uid) => owners.Value.Of(uid).Select(index => Items[index]).Where(item => item.Owner?.Uid == uid);

    private int From(ObjectRef name) => SortedItems<T>.Before(Items.AsSpan(), name);
}
