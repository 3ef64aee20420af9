using System.Collections.Immutable;

namespace K8sDashboard.Monitoring;

/// <summary>One series on a <see cref="TimeGrid"/>: a value per timestamp, NaN for a gap, never 0.</summary>
public sealed record TimeSeries(LabelSet Labels, ImmutableArray<double> Values);

/// <summary>The value of one series at one time.</summary>
public sealed record Sample(LabelSet Labels, double Value);

/// <summary>An active target of Prometheus, with its scrape error.</summary>
public sealed record ScrapeTarget(LabelSet Labels, bool Up, string LastError, TimeSpan? Interval)
{
    public string Job => Labels["job"];
}
