using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Shell;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Ui;

/// <summary>The span that lists of events show: the time range of the page's address.</summary>
/// <param name="From">Its begin.</param>
/// <param name="To">Its end; null for one that goes on.</param>
public readonly record struct EventWindow(DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>Moves on once a minute, so that a list is not made anew all the time.</summary>
    private static readonly long Step = TimeSpan.TicksPerMinute;

    /// <param name="address">The page's.</param>
    /// <param name="now">The moment that the page is judged at.</param>
    public static EventWindow Of(Address address, DateTimeOffset now) =>
        ChartRange.Of(address) switch
        {
            TimeRange.Last last => new(now.AddTicks(-(now.Ticks % Step)) - last.Span, null),
            TimeRange.Between between => new(between.From, between.To),
            _ => throw new ArgumentOutOfRangeException(nameof(address)),
        };

    /// <summary>It happened within the span, at least once.</summary>
    public bool Has(ClusterEvent happened) => happened.LastSeen >= From && (To is null || (happened.FirstSeen ?? happened.LastSeen) <= To);

    /// <summary>What is said of those that are left out; null where none is.</summary>
    public static string? Outside(int count) =>
        count switch
        {
            0 => null,
            1 => "1 event outside of the time range",
            _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count:N0} events outside of the time range"),
        };
}
