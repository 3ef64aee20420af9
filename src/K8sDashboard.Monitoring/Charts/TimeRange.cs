using System.Collections.Immutable;
using System.Globalization;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>The time range of all charts of a page, as in the query string.</summary>
public abstract record TimeRange
{
    /// <summary>The maximum number of points per line: about the width of the narrowest chart in pixels.</summary>
    public const int MaxPoints = 250;

    public static readonly ImmutableArray<Last> Choices =
    [
        new("5m", TimeSpan.FromMinutes(5)),
        new("15m", TimeSpan.FromMinutes(15)),
        new("1h", TimeSpan.FromHours(1)),
        new("6h", TimeSpan.FromHours(6)),
        new("24h", TimeSpan.FromHours(24)),
        new("7d", TimeSpan.FromDays(7)),
    ];

    public static readonly Last Default = Choices.Single(choice => choice.Name == "1h");

    /// <summary>The minimum: two points.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The maximum: longer retention is rare, and the step would be hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private static readonly ImmutableArray<int> NiceSteps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400];

    private TimeRange() { }

    /// <summary>A sliding range up to now.</summary>
    public sealed record Last(string Name, TimeSpan Span) : TimeRange;

    /// <summary>A fixed range, as selected by dragging over a chart.</summary>
    public sealed record Between(DateTimeOffset From, DateTimeOffset To) : TimeRange
    {
        /// <summary>The value of <c>from</c> in the query string, in seconds precision.</summary>
        public string FromText => Iso(From);

        public string ToText => Iso(To);
    }

    /// <summary>Parses <c>?range=</c>, or <c>?from=&amp;to=</c> in ISO 8601; anything invalid gives the default.</summary>
    public static TimeRange Parse(string? range, string? from = null, string? to = null)
    {
        if (Moment(from) is { } start && Moment(to) is { } end && end - start >= Shortest && end - start <= Longest)
            return new Between(start, end);
        return Choices.FirstOrDefault(choice => choice.Name == range) ?? Default;
    }

    /// <summary>The range between two times in any order, extended to the minimum.</summary>
    public static Between Spanning(DateTimeOffset one, DateTimeOffset other)
    {
        var (from, to) = one <= other ? (one, other) : (other, one);
        var lacking = Shortest - (to - from);
        if (lacking > TimeSpan.Zero)
        {
            from -= lacking / 2;
            to += lacking / 2;
        }

        return new Between(to - from > Longest ? to - Longest : from, to);
    }

    /// <summary>The text for "no data in …".</summary>
    public string Describe() =>
        this switch
        {
            Last last => "the last " + last.Name,
            Between between => $"{between.FromText} to {between.ToText}",
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The timestamps of a chart of this range, for targets with that scrape interval.</summary>
    public TimeGrid Grid(DateTimeOffset now, TimeSpan scrape)
    {
        var (from, to) = Bounds(now);
        return TimeGrid.Covering(from, to, Step(to - from, scrape));
    }

    /// <summary>Start and end.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Bounds(DateTimeOffset now) =>
        this switch
        {
            Last last => (now - last.Span, now),
            Between between => (between.From, between.To),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The smallest round step that is at least the scrape interval and gives at most <see cref="MaxPoints"/> points.</summary>
    public static TimeSpan Step(TimeSpan span, TimeSpan scrape)
    {
        var least = Math.Max(scrape.TotalSeconds, span.TotalSeconds / MaxPoints);
        var step = NiceSteps.FirstOrDefault(nice => nice >= least, NiceSteps[^1]);
        return TimeSpan.FromSeconds(step);
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        ) && moment.Year is > 2000 and < 2200
            ? moment
            : null;

    private static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
