using k8s;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The counters of one loop; disposing it unregisters the loop. Those of its resource stay.</summary>
internal sealed class ReflectorMetrics(ResourceCounters counters, ReflectorStats stats, MemoryShortage shortage, Action close) : IDisposable
{
    public void Listed()
    {
        counters.Lists.Inc();
        stats.Listed();
    }

    public void ChangeReceived(WatchEventType type)
    {
        counters.Event(type).Inc();
        stats.ChangeReceived();
    }

    public void BookmarkReceived()
    {
        counters.Event(WatchEventType.Bookmark).Inc();
        stats.BookmarkReceived();
    }

    public void Failed(ReadFailure failure)
    {
        counters.Failure(failure).Inc();
        stats.Failed(failure.Message);
        if (failure is ReadFailure.OutOfMemory)
            shortage.Tell();
    }

    /// <summary>Records a back-off until its end, or until the result is disposed.</summary>
    public IDisposable Wait(TimeSpan wait)
    {
        stats.Waits(wait);
        return new Waiting(stats);
    }

    public void Probed() => counters.IdleProbes.Inc();

    public void Quarantined()
    {
        counters.Unreadable.Inc();
        stats.Quarantined();
    }

    public void Dispose() => close();

    private sealed class Waiting(ReflectorStats stats) : IDisposable
    {
        public void Dispose() => stats.Waits(null);
    }
}
