using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>The state of a chart. Each state has a presentation, so that an empty chart always shows the reason.</summary>
public abstract record ChartState
{
    private ChartState() { }

    public sealed record Loading : ChartState;

    /// <summary>Lines to draw; stale ones where <paramref name="StaleBecause"/> is set.</summary>
    public sealed record Series(ChartData Data, string? StaleBecause) : ChartState;

    /// <summary>Prometheus answered with an empty result.</summary>
    public sealed record NoData(string Message) : ChartState
    {
        /// <summary>Warnings of Prometheus: the result may be empty because it is partial.</summary>
        public ImmutableArray<string> Warnings { get; init; } = [];

        /// <summary>The targets that are down.</summary>
        public ImmutableArray<TargetOutage> Outages { get; init; } = [];
    }

    /// <summary>Prometheus is unreachable, or rejects the query.</summary>
    public sealed record Unavailable(string Message) : ChartState;
}

/// <summary>The lines of a chart, with their provenance.</summary>
/// <param name="Grid">The timestamps of every line's values.</param>
/// <param name="Lines">The lines, the most relevant first.</param>
/// <param name="Queries">The executed PromQL.</param>
/// <param name="Source">The queried Prometheus.</param>
/// <param name="Warnings">Warnings on partial data.</param>
/// <param name="AsOf">The time of the queries.</param>
public sealed record ChartData(
    TimeGrid Grid,
    ImmutableArray<ChartLine> Lines,
    ImmutableArray<string> Queries,
    string Source,
    ImmutableArray<string> Warnings,
    DateTimeOffset AsOf
)
{
    /// <summary>The targets that are down at the end of the lines, which explains their end.</summary>
    public ImmutableArray<TargetOutage> Outages { get; init; } = [];
}

/// <summary>One line of a chart; NaN is a gap.</summary>
public sealed record ChartLine(string Name, ImmutableArray<double> Values)
{
    /// <summary>The latest value; NaN where the line has ended.</summary>
    public double Last => Values.IsEmpty ? double.NaN : Values[^1];

    public double Average => Finite.DefaultIfEmpty(double.NaN).Average();

    public double Max => Finite.DefaultIfEmpty(double.NaN).Max();

    public bool IsEmpty => !Finite.Any();

    private IEnumerable<double> Finite => Values.Where(double.IsFinite);
}
