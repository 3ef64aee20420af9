using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>An outage as first seen, whose start later failures must keep.</summary>
internal sealed class SeenOutage(SyncState first, TimeProvider time)
{
    /// <summary>
    /// The loop reads the wall clock and the monotonic clock one after the other. An accelerated clock may go on in between, as long as the
    /// thread is not scheduled: the start is then computed too early, by less than this.
    /// </summary>
    private static readonly TimeSpan BetweenClocks = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset since = ((SyncState.Interrupted)first).Since;
    private readonly DateTimeOffset seen = time.GetUtcNow();

    /// <summary>The outage did not start anew at a failure after it was seen.</summary>
    public void AssertKept(SyncState later) =>
        Assert.InRange(Assert.IsType<SyncState.Interrupted>(later).Since, since - BetweenClocks, seen);
}
