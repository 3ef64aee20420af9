namespace K8sDashboard.Cluster.State;

/// <summary>How old what is shown may be, in the words of the freshness chip. The thresholds count from the first failure.</summary>
public readonly record struct Freshness(FreshnessLevel Level, DateTimeOffset? Since, string Message)
{
    /// <summary>Of which kinds alone, in the plural: <c>events</c>; null where it is said of all.</summary>
    public string? Only { get; init; }

    /// <summary>What was healthy when it was last heard may not be so now.</summary>
    public bool IsOld => Level >= FreshnessLevel.Stale;

    public static readonly TimeSpan ReconnectingAfter = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan FrozenAfter = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Reads a table's state against the clock. An interruption of the future means that the clock was put back since: until the next
    /// failure tells by the new one how long it lasts, nobody knows, and it counts as long.
    /// </summary>
    public static Freshness Of(SyncState sync, DateTimeOffset now) =>
        sync switch
        {
            SyncState.Syncing => new(FreshnessLevel.Syncing, null, ""),
            // Of what was never listed nothing is known, however short that is.
            SyncState.Interrupted { NeverListed: true } never => new(
                LevelAfter(now - never.Since) is var level and > FreshnessLevel.Reconnecting ? level : FreshnessLevel.Reconnecting,
                never.Since,
                never.Message
            ),
            SyncState.Interrupted(var since, var reason) => new(LevelAfter(now - since), since, reason),
            _ => new(FreshnessLevel.Live, null, ""),
        };

    /// <summary>The worst of several tables, which is what a page made of them can promise.</summary>
    public static Freshness Worst(IEnumerable<Freshness> all) => all.DefaultIfEmpty().MaxBy(freshness => freshness.Level);

    /// <summary>Writes are refused: nobody should act on what was true five minutes ago.</summary>
    public bool ForbidsWrites => Level == FreshnessLevel.Frozen;

    private static FreshnessLevel LevelAfter(TimeSpan age) =>
        age >= FrozenAfter || age <= -ReconnectingAfter ? FreshnessLevel.Frozen
        : age >= StaleAfter ? FreshnessLevel.Stale
        : age >= ReconnectingAfter ? FreshnessLevel.Reconnecting
        : FreshnessLevel.Live;
}

/// <summary>From best to worst.</summary>
public enum FreshnessLevel
{
    Live,

    /// <summary>The API server answers, and refuses all that could be shown.</summary>
    NoAccess,

    Syncing,
    Reconnecting,
    Stale,
    Frozen,
}
