namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// The timeouts, intervals, bounds and thresholds of a <see cref="Reflector{TItem}"/> and its parts. Where client-go has the same one,
/// its value is taken (tools/cache/reflector.go).
/// </summary>
internal sealed record ReflectorPolicy
{
    public static readonly ReflectorPolicy Default = new();

    /// <summary>Of one page of a list, and of the headers of a watch.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Of an idle probe: one object is asked for.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Objects in a page: it answers in about 60 ms, so the first rows are there at once.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Objects in a page when memory is short, or objects are large.</summary>
    public int SmallestPageSize { get; init; } = 10;

    /// <summary>Of a streamed list (WatchList) as a whole.</summary>
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Of a streamed list without progress: a server that has more to send sends it sooner.</summary>
    public TimeSpan StreamIdleTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A streamed list shows what has come after so long, though it be no page.</summary>
    public TimeSpan StreamFlushInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Streamed lists are skipped 2ⁿ − 1 times after n failures in a row, up to this n.</summary>
    public int StreamFailuresBound { get; init; } = 8;

    /// <summary>The server ends a watch after between once and twice this.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A watch that the server did not end in time is ended so much later.</summary>
    public TimeSpan WatchGracePeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A watch that ends sooner and brought nothing is a failure: a broken proxy accepts every one and closes it.</summary>
    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A watch that brings nothing for so long is idle: a probe is sent and the watch resumed. A server sends a bookmark each minute, counted
    /// from the start of the watch; a shorter timeout would restart that minute each time, and no bookmark would ever come.
    /// </summary>
    public TimeSpan WatchIdleTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>Idle watches in a row, with a new version of the store each time, before a list checks for the first time: five minutes.</summary>
    public int StalledAfter { get; init; } = 4;

    /// <summary>The same at most, after checks that found nothing: 80 minutes.</summary>
    public int StalledAfterBound { get; init; } = 64;

    /// <summary>Checks in a row that must find changes which no watch brought: one may have happened between the watch's end and the list.</summary>
    public int StalledConfirmations { get; init; } = 2;

    /// <summary>The first back-off, halved by its jitter at most.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1.6);

    /// <summary>The longest back-off.</summary>
    public TimeSpan BackOffBound { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Without a failure for so long, the back-off begins anew with the first.</summary>
    public TimeSpan BackOffReset { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>No <c>Retry-After</c> is kept for longer, whatever the server or a proxy before it asks for: the operator waits.</summary>
    public TimeSpan RetryAfterBound { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two tries of what is forbidden, or not served.</summary>
    public TimeSpan SlowRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What was permitted once and is forbidden is retried at the back-off's pace for so long: see <see cref="Watching.ForbiddenGracePeriod"/>.</summary>
    public TimeSpan ForbiddenGracePeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Stale reads are rejected for so long. A replica that lags catches up sooner; a store that stays behind was restored from a backup.</summary>
    public TimeSpan StaleReadTolerance { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A version that expires within so long of its list is no outage's, but a server's that rejects its own versions: no relist at once.</summary>
    public TimeSpan RecentList { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A wall clock that is corrected by less was not stepped.</summary>
    public TimeSpan ClockStep { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Between two checks whether the whole cluster may be listed, where only namespaces may.</summary>
    public TimeSpan PermissionCheckInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long the watch of such a check is asked for.</summary>
    public TimeSpan PermissionCheckWatch { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A loop that ended by an unexpected exception runs again after so long.</summary>
    public TimeSpan CrashRestart { get; init; } = TimeSpan.FromSeconds(30);
}
