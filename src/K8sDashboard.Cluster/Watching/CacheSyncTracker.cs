using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Sync state machine of one loop's cached objects: every transition of their <see cref="SyncState"/> is made here.</summary>
internal sealed partial class CacheSyncTracker<TItem>(
    LoopName loop,
    ResourceCache<TItem> cache,
    ReflectorPolicy policy,
    TimeProvider time,
    ILogger logger
)
    where TItem : ClusterObject
{
    private readonly ConnectivityLog connectivity = new(loop, logger);
    private bool listed;

    /// <summary>The time of the first failure, on the monotonic clock.</summary>
    private long staleSince;

    private SyncState.Live live = new();

    /// <summary>Publishes a page of the first list before it is complete. A relist is published as a whole.</summary>
    public void PutPage(List<TItem> page, int received, int? remaining)
    {
        if (!listed)
            cache.Apply(new CacheChange<TItem>.PutPage(page, new SyncState.Syncing(received, received + remaining)));
    }

    /// <summary>Discards the pages of an incomplete first list.</summary>
    public void DiscardPartialList()
    {
        if (!listed && cache.Sync is SyncState.Syncing { Received: > 0 })
            cache.Apply(new CacheChange<TItem>.Replace([], new SyncState.Syncing(0, null)));
    }

    /// <summary>Replaces the cache by a complete list: live from now on, or stale at once where no watch works.</summary>
    /// <param name="whole">All objects.</param>
    /// <param name="unreadable">The number of quarantined objects.</param>
    /// <param name="stalled">Why watches are stalled; null where they are not.</param>
    public void Replace(Dictionary<ObjectRef, TItem> whole, int unreadable, string? stalled)
    {
        live = new SyncState.Live { Unreadable = unreadable };
        listed = true;
        if (stalled is not null)
            staleSince = time.GetTimestamp();
        SyncState state = stalled is null ? live : new SyncState.Interrupted(time.GetUtcNow(), stalled);
        cache.Apply(new CacheChange<TItem>.Replace(whole, state));
        if (stalled is null)
            connectivity.Restored();
        else
            connectivity.Lost(stalled);
    }

    /// <summary>
    /// The watch delivered an event, or lasts. An accepted watch alone proves nothing: a failing proxy accepts and closes it at every
    /// retry, and each would reset the start of the outage.
    /// </summary>
    public void MarkLive()
    {
        connectivity.Restored();
        if (cache.Sync is not SyncState.Live)
            cache.Apply(new CacheChange<TItem>.SetSync(live));
    }

    /// <summary>
    /// The first failure starts the outage; later ones only update its message. A partial first list is not marked stale. Where the wall
    /// clock was stepped meanwhile, the next failure recomputes the start from the monotonic clock, so that the duration is kept.
    /// </summary>
    public void MarkStale(string message)
    {
        if (cache.Sync is not SyncState.Interrupted)
            staleSince = time.GetTimestamp();
        var sync = new SyncState.Interrupted(Since(cache.Sync as SyncState.Interrupted), message) { NeverListed = !listed };
        connectivity.Lost(message);
        cache.Apply(listed ? new CacheChange<TItem>.SetSync(sync) : new CacheChange<TItem>.Replace([], sync));
    }

    private DateTimeOffset Since(SyncState.Interrupted? before)
    {
        var measured = time.GetUtcNow() - time.GetElapsedTime(staleSince);
        // The two clocks drift apart slightly: a displayed time must not change for that.
        return before is { Since: var shown } && (measured - shown).Duration() < policy.ClockStep ? shown : measured;
    }

    /// <summary>Clears the cache: data that may no longer be read must not be kept.</summary>
    public void Clear(SyncState sync)
    {
        connectivity.Restored();
        if (cache.Sync == sync)
            return;
        LogCleared(loop, sync is SyncState.Forbidden forbidden ? $"forbidden: {forbidden.Message}" : "the API server does not serve it");
        listed = false;
        cache.Apply(new CacheChange<TItem>.Replace([], sync));
    }

    [LoggerMessage(LogLevel.Warning, "{Loop}: {Why}")]
    private partial void LogCleared(LoopName loop, string why);
}
