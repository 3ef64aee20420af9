using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// One kind of object at one moment, and how far that copy can be trusted. Immutable to its readers; its indexes are built
/// on the first look-up and belong to this instance alone, so they cannot outlive the items they index.
/// </summary>
public sealed class Table<T>
    where T : ClusterObject
{
    public static readonly Table<T> Unsynced = new([], new SyncState.Syncing(0, null), 0);

    private readonly Lazy<Dictionary<ObjectRef, T>> byRef;
    private readonly Lazy<ILookup<string, T>> byNamespace;
    private readonly Lazy<ILookup<string, T>> byOwner;

    public Table(ImmutableArray<T> items, SyncState sync, long version)
    {
        Items = items;
        Sync = sync;
        Version = version;
        byRef = new(() => Items.ToDictionary(item => item.Ref));
        byNamespace = new(() => Items.ToLookup(item => item.Namespace));
        byOwner = new(() => Items.Where(item => item.Owner is not null).ToLookup(item => item.Owner!.Uid));
    }

    public ImmutableArray<T> Items { get; }

    public SyncState Sync { get; }

    /// <summary>Grows whenever <see cref="Items"/> changes; equal versions hold equal items, so a result may be kept under it.</summary>
    public long Version { get; }

    public int Count => Items.Length;

    /// <summary>The object of that name, or null where it is not (or no longer) there.</summary>
    public T? Find(ObjectRef name) => byRef.Value.GetValueOrDefault(name);

    public T? Find(string @namespace, string name) => Find(new ObjectRef(@namespace, name));

    public IEnumerable<T> InNamespace(string @namespace) => byNamespace.Value[@namespace];

    /// <summary>The objects whose controller has this uid.</summary>
    public IEnumerable<T> OwnedBy(string uid) => byOwner.Value[uid];
}
