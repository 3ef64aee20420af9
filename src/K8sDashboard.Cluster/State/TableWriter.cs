using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.State;

/// <summary>A table of any kind that the store can publish.</summary>
internal interface ITableWriter
{
    ClusterSnapshot WriteTo(ClusterSnapshot snapshot);
}

/// <summary>
/// The mutable side of one <see cref="Table{T}"/>: one cache per scope (the cluster, or each namespace), each written by its own watch
/// loop, merged for publication.
/// </summary>
internal sealed class TableWriter<T>(ClusterStore store, ResourceDefinition<T> definition) : ITableWriter
    where T : ClusterObject
{
    private readonly List<ResourceCache<T>> caches = []; // bounded by the configured namespaces
    private Table<T> published = Table<T>.Unsynced;
    private bool regrouped; // caches were added, removed or merged since the last publication

    /// <summary>Adds the cache of one scope, in state syncing.</summary>
    /// <param name="scope">A namespace; empty for the whole cluster.</param>
    public ResourceCache<T> Open(string scope = "")
    {
        var cache = new ResourceCache<T>(scope, store, this);
        lock (store.Gate)
        {
            caches.Add(cache);
            // The first cache equals the initial state: no publication is needed.
            if (caches.Count > 1)
                store.Changed(this, Urgency.Soon);
        }

        return cache;
    }

    /// <summary>Removes a cache with its objects.</summary>
    public void Close(ResourceCache<T> cache)
    {
        lock (store.Gate)
            Regroup(caches.Remove(cache));
    }

    /// <summary>Removes all caches with their objects.</summary>
    public void CloseAll()
    {
        lock (store.Gate)
            Regroup(caches.RemoveAll(_ => true) > 0);
    }

    public ClusterSnapshot WriteTo(ClusterSnapshot snapshot)
    {
        var (changed, sameOwners) = (regrouped, !regrouped);
        foreach (var cache in caches)
        {
            if (!cache.HasChanged)
                continue;
            // Set again after an OutOfMemoryException, so that the next attempt publishes.
            changed = regrouped = true;
            sameOwners &= cache.Merge();
        }

        var items = caches is [var only] ? only.Items : new SortedItems<T>([.. caches.SelectMany(cache => cache.Items.Items)]);
        published = changed
            ? new Table<T>(items, Combine(), published.Version + 1, sameOwners ? published : null)
            : new Table<T>(items, Combine(), published.Version, published);
        regrouped = false;
        return snapshot.With(definition, published);
    }

    private void Regroup(bool removed)
    {
        if (!removed)
            return;
        regrouped = true;
        store.Changed(this, Urgency.Soon);
    }

    /// <summary>The sum of the expected counts; null where one is unknown.</summary>
    private static int? Expected(List<SyncState.Syncing> parts) =>
        parts.TrueForAll(part => part.Expected is not null) ? parts.Sum(part => part.Expected) : null;

    /// <summary>The combined state of all caches with its scope. Forbidden only where every cache is forbidden.</summary>
    private SyncState Combine()
    {
        if (caches.Count == 0)
            return new SyncState.Syncing(0, null);
        if (caches is [{ Scope: "" } whole])
            return whole.Sync;
        var refused = caches.ToLookup(cache => cache.Sync is SyncState.Forbidden);
        return Combine([.. refused[false].Select(cache => cache.Sync)]) is { } combined
            ? combined with
            {
                Reach = new(Scopes(refused[false].Where(cache => cache.Sync.IsListed)), Scopes(refused[true])),
            }
            : caches[0].Sync;
    }

    private static ImmutableArray<string> Scopes(IEnumerable<ResourceCache<T>> caches) => [.. caches.Select(cache => cache.Scope)];

    /// <summary>The worst state; null where there is none.</summary>
    private static SyncState? Combine(List<SyncState> states)
    {
        if (states.Count == 0)
            return null;
        return states.OfType<SyncState.Interrupted>().MinBy(interrupted => interrupted.Since)
            ?? (
                states.OfType<SyncState.Syncing>().ToList() is { Count: > 0 } syncing
                    ? new SyncState.Syncing(syncing.Sum(sync => sync.Received), Expected(syncing))
                : states.OfType<SyncState.Live>().ToList() is { Count: > 0 } live
                    ? new SyncState.Live { Unreadable = live.Sum(sync => sync.Unreadable) }
                : states[0]
            );
    }
}
