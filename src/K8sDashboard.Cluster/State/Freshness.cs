namespace K8sDashboard.Cluster.State;

/// <summary>The staleness of cached data, for the freshness chip. The thresholds count from the first failure.</summary>
public readonly record struct Freshness(FreshnessLevel Level, DateTimeOffset? Since, string Message)
{
    /// <summary>The kinds it is limited to, in the plural: <c>events</c>; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>The data is too old to conclude that an object is healthy.</summary>
    public bool IsOld => Level >= FreshnessLevel.Stale;

    public static readonly TimeSpan ReconnectingAfter = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan FrozenAfter = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Evaluates a table's sync state. An interruption in the future means that the clock was set back: until the next failure corrects it,
    /// its duration is unknown and counts as long.
    /// </summary>
    public static Freshness Of(SyncState sync, DateTimeOffset now) =>
        sync switch
        {
            SyncState.Syncing => new(FreshnessLevel.Syncing, null, ""),
            // Never listed: nothing is known, however short the interruption.
            SyncState.Interrupted { NeverListed: true } never => new(
                (FreshnessLevel)Math.Max((int)LevelAfter(now - never.Since), (int)FreshnessLevel.Reconnecting),
                never.Since,
                never.Message
            ),
            SyncState.Interrupted(var since, var reason) => new(LevelAfter(now - since), since, reason),
            _ => new(FreshnessLevel.Live, null, ""),
        };

    /// <summary>The worst of several tables, for a page that combines them.</summary>
    public static Freshness Worst(IEnumerable<Freshness> all) => all.DefaultIfEmpty().MaxBy(freshness => freshness.Level);

    /// <summary>Writes are disabled: the state may be five minutes old.</summary>
    public bool ForbidsWrites => Level == FreshnessLevel.Frozen;

    private static FreshnessLevel LevelAfter(TimeSpan age)
    {
        if (age >= FrozenAfter || age <= -ReconnectingAfter)
            return FreshnessLevel.Frozen;
        if (age >= StaleAfter)
            return FreshnessLevel.Stale;
        return age >= ReconnectingAfter ? FreshnessLevel.Reconnecting : FreshnessLevel.Live;
    }
}

/// <summary>From best to worst.</summary>
public enum FreshnessLevel
{
    Live,

    /// <summary>The API server responds, and forbids all reads.</summary>
    NoAccess,

    Syncing,
    Reconnecting,
    Stale,
    Frozen,
}
