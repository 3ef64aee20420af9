namespace K8sDashboard.Web.Layout;

/// <summary>Staggers the rendering of circuits after a publication: rendered at once, the last would wait for all others.</summary>
public static class Stagger
{
    /// <summary>The maximum delay, below what users notice.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(50);

    /// <summary>The time slot of one circuit, with some margin.</summary>
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(1);

    /// <summary>The interval over which rendering is spread: none for a single circuit.</summary>
    /// <param name="circuits">The number of circuits.</param>
    public static TimeSpan Of(int circuits) => TimeSpan.FromTicks(Math.Clamp((circuits - 1) * Each.Ticks, 0, Most.Ticks));
}
