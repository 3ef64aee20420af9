namespace K8sDashboard.Web.Hosting.Memory;

/// <summary>What the dashboard does without while memory is short, from least to most.</summary>
public enum Shedding
{
    Nothing,
    OptionalKinds,
    NewPages,
}

/// <summary>
/// High and low watermarks of memory with hysteresis: what is shed comes back later than it went, or the two would take turns. The collector needs room of
/// its own: with a limit of 150 MiB, allocations were seen to fail at 88 % of it.
/// </summary>
public static class SheddingRule
{
    /// <summary>From this share of the limit on, optional kinds go; below it, new pages are let in again.</summary>
    public const double ShedHighWatermark = 0.70;

    /// <summary>From here on new pages are refused, and those that are open live on.</summary>
    public const double PagesRefused = 0.80;

    /// <summary>Optional kinds come back when there would be less in use with them.</summary>
    public const double RestoreLowWatermark = 0.60;

    /// <summary>For so long after something did not fit, it counts as if memory were full: it is tried again meanwhile, and needs the room.</summary>
    public static readonly TimeSpan TriedAgainFor = TimeSpan.FromMinutes(1);

    /// <summary>The share to go by: what did not fit is garbage when the share is read, so that a share alone would never tell of it.</summary>
    /// <param name="share">The share of the limit in use.</param>
    /// <param name="sinceShortage">How long ago something did not fit.</param>
    public static double EffectiveUsage(double share, TimeSpan? sinceShortage) =>
        sinceShortage < TriedAgainFor ? Math.Max(share, PagesRefused) : share;

    /// <param name="now">What is done without now.</param>
    /// <param name="share">The share of the limit in use.</param>
    /// <param name="freed">The share that letting go of the optional kinds has freed.</param>
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
