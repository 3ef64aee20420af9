namespace K8sDashboard.Web.Hosting.Memory;

/// <summary>What is shed under memory pressure, from least to most.</summary>
public enum Shedding
{
    Nothing,
    OptionalKinds,
    NewPages,
}

/// <summary>
/// High and low watermarks of memory with hysteresis: restoring at the threshold of shedding would oscillate. The collector needs headroom:
/// with a limit of 150 MiB, allocations were seen to fail at 88 % of it.
/// </summary>
public static class SheddingRule
{
    /// <summary>High watermark: from this share of the limit, optional kinds are shed; below it, new pages are admitted again.</summary>
    public const double ShedHighWatermark = 0.70;

    /// <summary>From this share, new pages are rejected; open ones stay.</summary>
    public const double PagesRefused = 0.80;

    /// <summary>Low watermark: optional kinds are restored when the usage with them would be below it.</summary>
    public const double RestoreLowWatermark = 0.60;

    /// <summary>
    /// Cooldown after an OutOfMemoryException, during which the usage counts as full: the allocation is retried meanwhile, and needs the
    /// headroom.
    /// </summary>
    public static readonly TimeSpan TriedAgainFor = TimeSpan.FromMinutes(1);

    /// <summary>The share to decide by: a failed allocation is garbage by the time the share is read, and would not show in it.</summary>
    /// <param name="share">The share of the limit in use.</param>
    /// <param name="sinceShortage">The time since the last failed allocation.</param>
    public static double EffectiveUsage(double share, TimeSpan? sinceShortage) =>
        sinceShortage < TriedAgainFor ? Math.Max(share, PagesRefused) : share;

    /// <param name="now">What is shed now.</param>
    /// <param name="share">The share of the limit in use.</param>
    /// <param name="freed">The share that shedding the optional kinds has freed.</param>
    public static Shedding Next(Shedding now, double share, double freed) =>
        now switch
        {
            _ when share >= PagesRefused => Shedding.NewPages,
            Shedding.NewPages when share >= ShedHighWatermark => Shedding.NewPages,
            not Shedding.Nothing when share + freed >= RestoreLowWatermark => Shedding.OptionalKinds,
            _ when share >= ShedHighWatermark => Shedding.OptionalKinds,
            _ => Shedding.Nothing,
        };
}
