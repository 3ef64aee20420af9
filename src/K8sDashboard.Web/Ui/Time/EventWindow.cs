using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Routing;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Ui.Time;

/// <summary>The time window of event lists: the time range in the page's URL.</summary>
/// <param name="From">Its start.</param>
/// <param name="To">Its end; null for an open one.</param>
public readonly record struct EventWindow(DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>The window advances once a minute, so that lists are not recomputed all the time.</summary>
    private static readonly long Step = TimeSpan.TicksPerMinute;

    /// <param name="address">The page's.</param>
    /// <param name="now">The evaluation time of the page.</param>
    public static EventWindow Of(Address address, DateTimeOffset now) =>
        ChartRange.Of(address) switch
        {
            TimeRange.Last last => new(now.AddTicks(-(now.Ticks % Step)) - last.Span, null),
            TimeRange.Between between => new(between.From, between.To),
            _ => throw new ArgumentOutOfRangeException(nameof(address)),
        };

    /// <summary>Whether the event occurred within the window at least once.</summary>
    public bool Has(ClusterEvent happened) => happened.LastSeen >= From && (To is null || (happened.FirstSeen ?? happened.LastSeen) <= To);

    /// <summary>The text for omitted events; null where there are none.</summary>
    public static string? Outside(int count) =>
        count switch
        {
            0 => null,
            1 => "1 event outside of the time range",
            _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} events outside of the time range"),
        };
}
