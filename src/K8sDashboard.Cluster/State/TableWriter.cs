using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.State;

/// <summary>A table of any kind that the store can publish.</summary>
internal interface ITableWriter
{
    ClusterSnapshot WriteTo(ClusterSnapshot snapshot);
}

/// <summary>
/// The mutable side of one <see cref="Table{T}"/>: one part per scope (the cluster, or each namespace), each written by its own watch loop,
/// merged for publication.
/// </summary>
internal sealed class TableWriter<T>(ClusterStore store, ResourceDefinition<T> definition) : ITableWriter
    where T : ClusterObject
{
    private readonly List<TablePart<T>> parts = []; // bounded by the configured namespaces
    private Table<T> published = Table<T>.Unsynced;
    private bool regrouped; // parts were added, removed or merged since the last publication

    /// <summary>Adds the part of one scope, in state syncing.</summary>
    /// <param name="scope">A namespace; empty for the whole cluster.</param>
    public TablePart<T> Open(string scope = "")
    {
        var part = new TablePart<T>(scope, change => store.Change(this, change));
        store.Change(
            this,
            () =>
            {
                parts.Add(part);
                // The first part equals the initial state: no publication is needed.
                return parts.Count == 1 ? Urgency.None : Urgency.Soon;
            }
        );
        return part;
    }

    /// <summary>Removes a part with its objects.</summary>
    public void Close(TablePart<T> part) =>
        store.Change(
            this,
            () =>
            {
                parts.Remove(part);
                regrouped = true;
                return Urgency.Soon;
            }
        );

    /// <summary>Removes all parts with their objects.</summary>
    public void CloseAll() =>
        store.Change(
            this,
            () =>
            {
                if (parts.Count == 0)
                    return Urgency.None;
                parts.Clear();
                regrouped = true;
                return Urgency.Soon;
            }
        );

    public ClusterSnapshot WriteTo(ClusterSnapshot snapshot)
    {
        var (changed, sameOwners) = (regrouped, !regrouped);
        foreach (var part in parts)
        {
            if (!part.HasChanged)
                continue;
            // Set again after an OutOfMemoryException, so that the next attempt publishes.
            changed = regrouped = true;
            sameOwners &= part.Merge();
        }

        var items = parts is [var only] ? only.Items : new SortedItems<T>([.. parts.SelectMany(part => part.Items.Items)]);
        published = changed
            ? new Table<T>(items, Combine(), published.Version + 1, sameOwners ? published : null)
            : new Table<T>(items, Combine(), published.Version, published);
        regrouped = false;
        return snapshot.With(definition, published);
    }

    /// <summary>The sum of the expected counts; null where one is unknown.</summary>
    private static int? Expected(List<SyncState.Syncing> parts) =>
        parts.TrueForAll(part => part.Expected is not null) ? parts.Sum(part => part.Expected) : null;

    /// <summary>The combined state of all parts with its scope. Forbidden only where every part is forbidden.</summary>
    private SyncState Combine()
    {
        if (parts.Count == 0)
            return new SyncState.Syncing(0, null);
        if (parts is [{ Scope: "" } whole])
            return whole.Sync;
        var refused = parts.ToLookup(part => part.Sync is SyncState.Forbidden);
        return Combine([.. refused[false].Select(part => part.Sync)]) is { } combined
            ? combined with
            {
                Reach = new(Scopes(refused[false].Where(part => part.Sync.IsListed)), Scopes(refused[true])),
            }
            : parts[0].Sync;
    }

    private static ImmutableArray<string> Scopes(IEnumerable<TablePart<T>> parts) => [.. parts.Select(part => part.Scope)];

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
