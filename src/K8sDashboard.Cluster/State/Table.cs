using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// One kind of object at one moment, and how far that copy can be trusted. Immutable. Its items stand in the order of their
/// names, so that finding one, or those of a namespace, needs no index.
/// </summary>
public sealed class Table<T>
    where T : ClusterObject
{
    public static readonly Table<T> Unsynced = new([], new SyncState.Syncing(0, null), 0);

    private readonly Lazy<OwnerIndex> owners;

    /// <param name="items">In any order; no two of one name.</param>
    /// <param name="sync">How far they can be trusted.</param>
    /// <param name="version">See <see cref="Version"/>.</param>
    public Table(ImmutableArray<T> items, SyncState sync, long version)
        : this(new SortedItems<T>(items), sync, version, null) { }

    internal Table(SortedItems<T> items, SyncState sync, long version, Table<T>? sameOwners)
    {
        Items = items.Items;
        Sync = sync;
        Version = version;
        owners = sameOwners?.owners ?? new(() => OwnerIndex.Of(Items));
    }

    /// <summary>By namespace, then by name, as <c>kubectl get -A</c> prints them.</summary>
    public ImmutableArray<T> Items { get; }

    public SyncState Sync { get; }

    /// <summary>Grows whenever <see cref="Items"/> changes; equal versions hold equal items, so a result may be kept under it.</summary>
    public long Version { get; }

    public int Count => Items.Length;

    /// <summary>The object of that name, or null where it is not (or no longer) there.</summary>
    public T? Find(ObjectRef name)
    {
        var at = From(name);
        return at < Items.Length && Items[at].Ref == name ? Items[at] : null;
    }

    public T? Find(string @namespace, string name) => Find(new ObjectRef(@namespace, name));

    /// <summary>The objects of one namespace, in the order of their names.</summary>
    public IReadOnlyList<T> InNamespace(string @namespace)
    {
        var start = From(new(@namespace, ""));
        // No letter sorts before this one, so it is where the next namespace would begin.
        var end = From(new(@namespace + '\0', ""));
        return new ArraySegment<T>(ImmutableCollectionsMarshal.AsArray(Items)!, start, end - start);
    }

    /// <summary>The objects of these namespaces, or of all where none is named, in the order of their names.</summary>
    public ImmutableArray<T> InNamespaces(ImmutableArray<string> namespaces) =>
        namespaces.IsEmpty ? Items : [.. namespaces.Distinct().Order(StringComparer.Ordinal).SelectMany(InNamespace)];

    /// <summary>The objects whose controller has this uid.</summary>
    public IEnumerable<T> OwnedBy(string uid) => owners.Value.Of(uid).Select(index => Items[index]).Where(item => item.Owner?.Uid == uid);

    private int From(ObjectRef name) => SortedItems<T>.Before(Items.AsSpan(), name);
}
