namespace K8sDashboard.Cluster.State;

/// <summary>How old what is shown may be, in the words of the freshness chip. The thresholds count from the first failure.</summary>
public readonly record struct Freshness(FreshnessLevel Level, DateTimeOffset? Since, string Reason)
{
    public static readonly TimeSpan ReconnectingAfter = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan FrozenAfter = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Reads a table's state against the clock. An interruption of the future means that the clock was put back since: until the next
    /// failure tells by the new one how long it lasts, nobody knows, and it counts as long.
    /// </summary>
    public static Freshness Of(SyncState sync, DateTimeOffset now) => sync switch
    {
        SyncState.Syncing => new(FreshnessLevel.Syncing, null, ""),
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
public enum FreshnessLevel { Live, Syncing, Reconnecting, Stale, Frozen }
