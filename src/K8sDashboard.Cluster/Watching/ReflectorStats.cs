using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Telemetry;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Counters and timestamps of one loop. Written by the loop, read by pages.</summary>
internal sealed class ReflectorStats(string kind, string scope, Func<SyncState> sync, TimeProvider time)
{
    // One writer and few readers: the lock is nearly always uncontended.
    private readonly Lock gate = new();
    private readonly MinuteRate rate = new(time);
    private DateTimeOffset? received;
    private DateTimeOffset? listed;
    private long lists;
    private long failures;
    private long quarantined;
    private string lastFailure = "";
    private DateTimeOffset? nextAttempt;

    public LoopStatus Read()
    {
        lock (gate)
        {
            return new(
                kind,
                scope,
                sync(),
                received,
                listed,
                Math.Max(0, lists - 1),
                rate.PerSecond,
                failures,
                lastFailure,
                nextAttempt - time.GetUtcNow(),
                quarantined
            );
        }
    }

    public void Listed()
    {
        lock (gate)
        {
            lists++;
            listed = time.GetUtcNow();
        }
    }

    public void ChangeReceived()
    {
        lock (gate)
        {
            received = time.GetUtcNow();
            rate.Count();
        }
    }

    public void BookmarkReceived()
    {
        lock (gate)
            received = time.GetUtcNow();
    }

    public void Failed(string reason)
    {
        lock (gate)
        {
            failures++;
            lastFailure = reason;
        }
    }

    public void Waits(TimeSpan? wait)
    {
        lock (gate)
            nextAttempt = time.GetUtcNow() + wait;
    }

    public void Quarantined()
    {
        lock (gate)
            quarantined++;
    }
}
