namespace K8sDashboard.Web.Shell;

/// <summary>Circuits do not draw a publication all in the same instant, or the last would wait for all the others.</summary>
public static class Stagger
{
    /// <summary>Nobody notices that another sees a change so much sooner.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(50);

    /// <summary>What one circuit takes to draw, and to spare.</summary>
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(1);

    /// <summary>The time that drawing is spread over: none where one alone looks.</summary>
    /// <param name="circuits">How many draw.</param>
    public static TimeSpan Of(int circuits) => TimeSpan.FromTicks(Math.Clamp((circuits - 1) * Each.Ticks, 0, Most.Ticks));
}
