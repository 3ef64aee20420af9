using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>How far the copy of one loop can be trusted: every change of its <see cref="SyncState"/> is made here.</summary>
internal sealed partial class CacheSyncTracker<TItem>(LoopName loop, TablePart<TItem> part, TimeProvider time, ILogger logger)
    where TItem : ClusterObject
{
    /// <summary>A wall clock that is corrected by less was not stepped.</summary>
    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(2);

    private readonly ConnectivityLog connectivity = new(loop, logger);
    private bool listed;

    /// <summary>When the first failure was, on the monotonic clock.</summary>
    private long interruptedAt;

    private SyncState.Live live = new();

    /// <summary>Shows a page of the first list before the last is there. A later list is shown as a whole.</summary>
    public void PutPage(List<TItem> page, int received, int? remaining)
    {
        if (!listed) part.PutPage(page, new SyncState.Syncing(received, received + remaining));
    }

    /// <summary>Takes back the pages of a first list that was not ended.</summary>
    public void StartAnew()
    {
        if (!listed && part.Sync is SyncState.Syncing { Received: > 0 }) part.Replace([], new SyncState.Syncing(0, null));
    }

    /// <summary>A whole list: live from now on, or true now and no longer.</summary>
    /// <param name="whole">All objects.</param>
    /// <param name="unreadable">How many more there are.</param>
    /// <param name="doubt">Why what happens from now on will not be heard; null where it will.</param>
    public void Replace(Dictionary<ObjectRef, TItem> whole, int unreadable, string? doubt)
    {
        live = new SyncState.Live { Unreadable = unreadable };
        listed = true;
        if (doubt is not null) interruptedAt = time.GetTimestamp();
        part.Replace(whole, doubt is null ? live : new SyncState.Interrupted(time.GetUtcNow(), doubt));
        if (doubt is null) connectivity.Regain();
        else connectivity.Lose(doubt);
    }

    /// <summary>
    /// The watch brings something, or lasts. That it was opened proves nothing: a failing proxy opens and closes it at every try, and
    /// each would start the clock of the outage anew.
    /// </summary>
    public void MarkLive()
    {
        connectivity.Regain();
        if (part.Sync is not SyncState.Live) part.SetSync(live);
    }

    /// <summary>
    /// The first failure starts the clock; later ones only bring newer words. Half of a first list is not shown as the past. Where the
    /// wall clock was stepped meanwhile, the next failure says by the new one since when: the outage is as long as it was.
    /// </summary>
    public void MarkStale(string reason)
    {
        if (part.Sync is not SyncState.Interrupted) interruptedAt = time.GetTimestamp();
        var since = Since(part.Sync as SyncState.Interrupted);
        connectivity.Lose(reason);
        var sync = new SyncState.Interrupted(since, reason) { NeverListed = !listed };
        if (listed) part.SetSync(sync);
        else part.Replace([], sync);
    }

    private DateTimeOffset Since(SyncState.Interrupted? before)
    {
        var measured = time.GetUtcNow() - time.GetElapsedTime(interruptedAt);
        // The two clocks drift by a little: a moment that people read does not jump about for that.
        return before is { Since: var told } && (measured - told).Duration() < ClockStep ? told : measured;
    }

    /// <summary>What may no longer be seen is no longer held.</summary>
    public void Clear(SyncState sync)
    {
        connectivity.Regain();
        if (part.Sync == sync) return;
        LogWithdrawn(loop, sync is SyncState.Forbidden forbidden ? $"the API server refuses it: {forbidden.Message}" : "the API server does not serve it");
        listed = false;
        part.Replace([], sync);
    }

    [LoggerMessage(LogLevel.Warning, "{Loop}: {Why}")]
    private partial void LogWithdrawn(LoopName loop, string why);
}
