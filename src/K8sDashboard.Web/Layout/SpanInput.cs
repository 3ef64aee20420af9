using System.Globalization;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Layout;

/// <summary>The input of a custom time range, in the user's time zone.</summary>
/// <param name="From">The value of a <c>datetime-local</c> field: <c>2026-11-24T12:00</c>.</param>
/// <param name="To">Likewise.</param>
public sealed record SpanInput(string From, string To)
{
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];

    /// <summary>Initial values for the current range, to the minute.</summary>
    public static SpanInput Of(TimeRange range, Clock clock)
    {
        var (from, to) = range switch
        {
            TimeRange.Last last => (clock.Now - last.Span, clock.Now),
            TimeRange.Between between => (between.From, between.To),
            _ => throw new ArgumentOutOfRangeException(nameof(range)),
        };
        return new(Text(from, clock), Text(to, clock));
    }

    /// <summary>The span, or a validation message.</summary>
    public (TimeRange.Between? Span, string? Fault) Read(Clock clock)
    {
        if (Wall(From) is not { } fromWall)
            return (null, "From is not a date and a time.");
        if (Wall(To) is not { } toWall)
            return (null, "To is not a date and a time.");
        if (clock.Moment(fromWall) is not { } from || clock.Moment(toWall) is not { } to)
            return (null, "The clock was put forward over that hour: there is no such time.");
        var fault =
            to <= from ? "To must be after From."
            : to > clock.Now ? $"To lies in the future; it is {clock.TimeOf(clock.Now)} now."
            : to - from < TimeRange.Shortest ? "It must be a minute at least."
            : to - from > TimeRange.Longest
                ? string.Create(CultureInfo.InvariantCulture, $"It may be {TimeRange.Longest.TotalDays:0} days at most.")
            : null;
        return fault is null ? (new(from, to), null) : (null, fault);
    }

    private static DateTime? Wall(string text) =>
        DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
        && wall.Year is > 2000 and < 2200
            ? wall
            : null;

    private static string Text(DateTimeOffset moment, Clock clock) =>
        clock.Local(moment).ToString(Formats[0], CultureInfo.InvariantCulture);
}
