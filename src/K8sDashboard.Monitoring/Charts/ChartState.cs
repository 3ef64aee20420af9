using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>What a chart shows now. Each state is drawn, so an empty chart always says why.</summary>
public abstract record ChartState
{
    private ChartState() { }

    public sealed record Loading : ChartState;

    /// <summary>Lines to draw; where <paramref name="StaleBecause"/> is set they are the last ones that Prometheus gave.</summary>
    public sealed record Series(ChartData Data, string? StaleBecause) : ChartState;

    /// <summary>Prometheus answers, and has nothing for this chart.</summary>
    public sealed record NoData(string Message) : ChartState
    {
        /// <summary>What the answer lacks: it may be empty for that reason alone.</summary>
        public ImmutableArray<string> Warnings { get; init; } = [];

        /// <summary>The targets that are down.</summary>
        public ImmutableArray<TargetOutage> Outages { get; init; } = [];
    }

    /// <summary>Prometheus does not answer, or refuses to.</summary>
    public sealed record Unavailable(string Message) : ChartState;
}

/// <summary>The lines of a chart, and what a person needs to judge them.</summary>
/// <param name="Grid">The moments of every line's values.</param>
/// <param name="Lines">The lines, the most telling first.</param>
/// <param name="Queries">The PromQL that was asked.</param>
/// <param name="Source">The Prometheus that answered.</param>
/// <param name="Warnings">What the answer lacks.</param>
/// <param name="AsOf">When it was asked.</param>
public sealed record ChartData(
    TimeGrid Grid,
    ImmutableArray<ChartLine> Lines,
    ImmutableArray<string> Queries,
    string Source,
    ImmutableArray<string> Warnings,
    DateTimeOffset AsOf
)
{
    /// <summary>The targets that are down at the end of the lines, which is why these end.</summary>
    public ImmutableArray<TargetOutage> Outages { get; init; } = [];
}

/// <summary>One line of a chart; NaN is a gap.</summary>
public sealed record ChartLine(string Name, ImmutableArray<double> Values)
{
    /// <summary>The newest value; NaN where the line has ended.</summary>
    public double Last => Values.IsEmpty ? double.NaN : Values[^1];

    public double Average => Finite.DefaultIfEmpty(double.NaN).Average();

    public double Max => Finite.DefaultIfEmpty(double.NaN).Max();

    public bool IsEmpty => !Finite.Any();

    private IEnumerable<double> Finite => Values.Where(double.IsFinite);
}
