using System.Collections.Immutable;

namespace K8sDashboard.Demo.Storage;

/// <summary>The objects of one kind and their latest changes. Guarded by the store's lock; returned sets are immutable.</summary>
internal sealed class KindTable(ResourceKind kind, ChangeHistory history)
{
    private static readonly ImmutableSortedSet<StoredObject> Empty = ImmutableSortedSet.Create<StoredObject>(
        StoredObject.KeyOrder.Instance
    );

    public ResourceKind Kind { get; } = kind;

    public ChangeHistory History { get; } = history;

    public ImmutableSortedSet<StoredObject> Objects { get; private set; } = Empty;

    public StoredObject? Find(string ns, string name) => Objects.TryGetValue(StoredObject.Probe(ns, name), out var found) ? found : null;

    public void Put(StoredObject stored, StoredObject? before, DateTimeOffset time)
    {
        Objects = (before is null ? Objects : Objects.Remove(before)).Add(stored);
        var type = before is null ? ChangeType.Added : ChangeType.Modified;
        History.Add(new StoredChange(type, stored, before, stored.Version, time));
    }

    /// <summary>Bulk-loads objects without watch events.</summary>
    public void Load(IEnumerable<StoredObject> objects, long version)
    {
        Objects = Objects.Union(objects);
        History.Forget(version);
    }

    /// <summary>Removes an object; <paramref name="last"/> is its state in the DELETED event, with the version of the deletion.</summary>
    public void Remove(StoredObject before, StoredObject last, DateTimeOffset time)
    {
        Objects = Objects.Remove(before);
        History.Add(new StoredChange(ChangeType.Deleted, last, before, last.Version, time));
    }
}
