using System.Collections.Immutable;
using System.Globalization;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>The span that all charts of a page show, as the address bar says it.</summary>
public abstract record TimeRange
{
    /// <summary>No chart has more points than this per line: the narrowest one is about that many pixels wide.</summary>
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

    public static readonly TimeRange Default = Choices[2];

    /// <summary>Less is no chart: two points at the least.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>More is seldom kept, and would make a point of hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    private static readonly ImmutableArray<int> NiceSteps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400];

    private TimeRange() { }

    /// <summary>Up to now, moving with the clock.</summary>
    public sealed record Last(string Name, TimeSpan Span) : TimeRange;

    /// <summary>A fixed span, as dragging over a chart selects it.</summary>
    public sealed record Between(DateTimeOffset From, DateTimeOffset To) : TimeRange
    {
        /// <summary>The value of <c>from</c> in the address, to the second.</summary>
        public string FromText => Iso(From);

        public string ToText => Iso(To);
    }

    /// <summary>Reads <c>?range=</c>, or <c>?from=&amp;to=</c> in ISO 8601; whatever is not a range is the default.</summary>
    public static TimeRange Parse(string? range, string? from = null, string? to = null)
    {
        if (Moment(from) is { } start && Moment(to) is { } end && end - start >= Shortest && end - start <= Longest)
            return new Between(start, end);
        return Choices.FirstOrDefault(choice => choice.Name == range) ?? Default;
    }

    /// <summary>The span between two moments in any order, made long enough to be drawn.</summary>
    public static Between Spanning(DateTimeOffset one, DateTimeOffset other)
    {
        var (from, to) = one <= other ? (one, other) : (other, one);
        var lacking = Shortest - (to - from);
        if (lacking > TimeSpan.Zero)
            (from, to) = (from - (lacking / 2), to + (lacking / 2));
        return new Between(to - from > Longest ? to - Longest : from, to);
    }

    /// <summary>In words, for "no data in …".</summary>
    public string Describe() =>
        this switch
        {
            Last last => "the last " + last.Name,
            Between between => $"{between.FromText} to {between.ToText}",
            _ => throw new InvalidOperationException(),
        };

    /// <summary>Where a chart of this span has its points, for targets scraped that often.</summary>
    public TimeGrid Grid(DateTimeOffset now, TimeSpan scrape)
    {
        var (from, to) = Bounds(now);
        return TimeGrid.Covering(from, to, Step(to - from, scrape));
    }

    /// <summary>The first moment and the last.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Bounds(DateTimeOffset now) =>
        this switch
        {
            Last last => (now - last.Span, now),
            Between between => (between.From, between.To),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The smallest round step that neither asks between two scrapes nor gives more points than can be seen.</summary>
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
