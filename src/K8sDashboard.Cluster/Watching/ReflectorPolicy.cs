namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// The timeouts, intervals, bounds and thresholds of a <see cref="Reflector{TItem}"/> and its parts. Where client-go has an equivalent, its
/// value is used (tools/cache/reflector.go).
/// </summary>
internal sealed record ReflectorPolicy
{
    public static readonly ReflectorPolicy Default = new();

    /// <summary>The timeout of one page of a list, and of the headers of a watch.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The timeout of an idle probe, a list of one object.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Objects in a page: it takes about 60 ms, so that the first rows appear at once.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>Objects in a page under memory shortage, or for large objects.</summary>
    public int SmallestPageSize { get; init; } = 10;

    /// <summary>The timeout of a streaming list (WatchList).</summary>
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The idle timeout of a streaming list.</summary>
    public TimeSpan StreamIdleTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The interval in which a streaming list publishes incomplete pages.</summary>
    public TimeSpan StreamFlushInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Streaming lists are skipped 2ⁿ − 1 times after n consecutive failures, up to this n.</summary>
    public int StreamFailuresBound { get; init; } = 8;

    /// <summary>timeoutSeconds of a watch: a random value between this and twice this.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after its timeout a watch is cancelled that the server has not ended.</summary>
    public TimeSpan WatchGracePeriod { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A watch that ends sooner without an event is a failure: a broken proxy accepts and closes every one.</summary>
    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The idle timeout of a watch: a probe is sent and the watch resumed. A server sends a bookmark each minute, counted from the start of
    /// the watch: with a shorter timeout none would ever arrive.
    /// </summary>
    public TimeSpan WatchIdleTimeout { get; init; } = TimeSpan.FromSeconds(75);

    /// <summary>
    /// Consecutive idle watches, with a new version of the store each time, before a list checks for the first time: five minutes.
    /// </summary>
    public int StalledAfter { get; init; } = 4;

    /// <summary>The upper bound of that number, which doubles after checks without a finding: 80 minutes.</summary>
    public int StalledAfterBound { get; init; } = 64;

    /// <summary>
    /// Consecutive checks that must find changes without a watch event: one may have happened between the watch's end and the list.
    /// </summary>
    public int StalledConfirmations { get; init; } = 2;

    /// <summary>The first back-off, halved by its jitter at most.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1.6);

    /// <summary>The longest back-off.</summary>
    public TimeSpan BackOffBound { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The back-off is reset after so long without a failure.</summary>
    public TimeSpan BackOffReset { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The upper bound of <c>Retry-After</c>, whatever the server or a proxy sends.</summary>
    public TimeSpan RetryAfterBound { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The retry interval for what is forbidden, or not served.</summary>
    public TimeSpan SlowRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a 403 for what was permitted before is retried with back-off: see <see cref="Watching.ForbiddenGracePeriod"/>.
    /// </summary>
    public TimeSpan ForbiddenGracePeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long stale reads are rejected. A lagging replica catches up sooner; a store that stays behind was restored from a backup.
    /// </summary>
    public TimeSpan StaleReadTolerance { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A resourceVersion that expires so soon after its list means a server that rejects its own versions, not an outage: no relist at
    /// once.
    /// </summary>
    public TimeSpan RecentList { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The threshold of a step of the wall clock; smaller corrections are ignored.</summary>
    public TimeSpan ClockStep { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The interval of checks whether the cluster-wide list is permitted, while only namespaces are watched.</summary>
    public TimeSpan PermissionCheckInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>timeoutSeconds of the watch of such a check.</summary>
    public TimeSpan PermissionCheckWatch { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The restart delay of a loop that ended by an unexpected exception.</summary>
    public TimeSpan CrashRestart { get; init; } = TimeSpan.FromSeconds(30);
}
