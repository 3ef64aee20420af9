using System.Collections.Immutable;

namespace K8sDashboard.Monitoring;

/// <summary>One series on a <see cref="TimeGrid"/>: a value for each of its moments, NaN where there is none (a gap, never 0).</summary>
public sealed record TimeSeries(LabelSet Labels, ImmutableArray<double> Values);

/// <summary>The value of one series at one moment.</summary>
public sealed record Sample(LabelSet Labels, double Value);

/// <summary>One target as Prometheus scrapes it, and why not where it cannot.</summary>
public sealed record ScrapeTarget(LabelSet Labels, bool Up, string LastError, TimeSpan? Interval)
{
    public string Job => Labels["job"];
}
