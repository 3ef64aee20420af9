using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Sync state machine of one loop's cached objects: every transition of their <see cref="SyncState"/> is made here.</summary>
internal sealed partial class CacheSyncTracker<TItem>(
    LoopName loop,
    TablePart<TItem> part,
    ReflectorPolicy policy,
    TimeProvider time,
    ILogger logger
)
    where TItem : ClusterObject
{
    private readonly ConnectivityLog connectivity = new(loop, logger);
    private bool listed;

    /// <summary>When the first failure was, on the monotonic clock.</summary>
    private long staleSince;

    private SyncState.Live live = new();

    /// <summary>Shows a page of the first list before the last is there. A later list is shown as a whole.</summary>
    public void PutPage(List<TItem> page, int received, int? remaining)
    {
        if (!listed)
            part.PutPage(page, new SyncState.Syncing(received, received + remaining));
    }

    /// <summary>Removes the pages of a first list that did not come to its end.</summary>
    public void DiscardPartialList()
    {
        if (!listed && part.Sync is SyncState.Syncing { Received: > 0 })
            part.Replace([], new SyncState.Syncing(0, null));
    }

    /// <summary>Replaces the cache by a whole list: live from now on, or true now and stale at once.</summary>
    /// <param name="whole">All objects.</param>
    /// <param name="unreadable">How many more there are.</param>
    /// <param name="stalled">Why no watch will bring changes; null where one will.</param>
    public void Replace(Dictionary<ObjectRef, TItem> whole, int unreadable, string? stalled)
    {
        live = new SyncState.Live { Unreadable = unreadable };
        listed = true;
        if (stalled is not null)
            staleSince = time.GetTimestamp();
        part.Replace(whole, stalled is null ? live : new SyncState.Interrupted(time.GetUtcNow(), stalled));
        if (stalled is null)
            connectivity.Restored();
        else
            connectivity.Lost(stalled);
    }

    /// <summary>
    /// The watch brings something, or lasts. That it was opened is no proof: a failing proxy opens and closes it at every retry, and each
    /// would reset the start of the outage.
    /// </summary>
    public void MarkLive()
    {
        connectivity.Restored();
        if (part.Sync is not SyncState.Live)
            part.SetSync(live);
    }

    /// <summary>
    /// The first failure starts the outage; later ones only update its message. A partial first list is not shown as stale. Where the wall
    /// clock was stepped meanwhile, the next failure tells the start by the new clock: the outage is as long as it was.
    /// </summary>
    public void MarkStale(string message)
    {
        if (part.Sync is not SyncState.Interrupted)
            staleSince = time.GetTimestamp();
        var sync = new SyncState.Interrupted(Since(part.Sync as SyncState.Interrupted), message) { NeverListed = !listed };
        connectivity.Lost(message);
        if (listed)
            part.SetSync(sync);
        else
            part.Replace([], sync);
    }

    private DateTimeOffset Since(SyncState.Interrupted? before)
    {
        var measured = time.GetUtcNow() - time.GetElapsedTime(staleSince);
        // The two clocks drift by a little: a moment that people read does not jump about for that.
        return before is { Since: var shown } && (measured - shown).Duration() < policy.ClockStep ? shown : measured;
    }

    /// <summary>Empties the cache: what may no longer be read is no longer kept.</summary>
    public void Clear(SyncState sync)
    {
        connectivity.Restored();
        if (part.Sync == sync)
            return;
        LogCleared(loop, sync is SyncState.Forbidden forbidden ? $"forbidden: {forbidden.Message}" : "the API server does not serve it");
        listed = false;
        part.Replace([], sync);
    }

    [LoggerMessage(LogLevel.Warning, "{Loop}: {Why}")]
    private partial void LogCleared(LoopName loop, string why);
}
