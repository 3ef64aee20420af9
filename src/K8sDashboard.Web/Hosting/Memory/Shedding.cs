namespace K8sDashboard.Web.Hosting.Memory;

/// <summary>What the dashboard does without while memory is short, from least to most.</summary>
public enum Shedding { Nothing, OptionalKinds, NewPages }

/// <summary>
/// When something is let go of, and when it comes back: later than it went, or the two would take turns. The collector needs room of
/// its own: with a limit of 150 MiB, allocations were seen to fail at 88 % of it.
/// </summary>
public static class SheddingRule
{
    /// <summary>From this share of the limit on, optional kinds go; below it, new pages are let in again.</summary>
    public const double KindsGo = 0.70;

    /// <summary>From here on new pages are refused, and those that are open live on.</summary>
    public const double PagesRefused = 0.80;

    /// <summary>Optional kinds come back when there would be less in use with them.</summary>
    public const double KindsReturn = 0.60;

    /// <param name="now">What is done without now.</param>
    /// <param name="share">The share of the limit in use.</param>
    /// <param name="freed">The share that letting go of the optional kinds has freed.</param>
    public static Shedding Next(Shedding now, double share, double freed) => now switch
    {
        _ when share >= PagesRefused => Shedding.NewPages,
        Shedding.NewPages when share >= KindsGo => Shedding.NewPages,
        not Shedding.Nothing when share + freed >= KindsReturn => Shedding.OptionalKinds,
        _ when share >= KindsGo => Shedding.OptionalKinds,
        _ => Shedding.Nothing,
    };
}
