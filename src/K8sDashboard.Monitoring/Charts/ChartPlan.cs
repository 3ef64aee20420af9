using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>The query plan of a panel for the scraped metrics; or why there is none.</summary>
public abstract record ChartPlan
{
    private ChartPlan() { }

    /// <param name="Queries">Their results together are the lines.</param>
    /// <param name="Scrape">The scrape interval of the targets, a lower bound of the step.</param>
    /// <param name="Total">The name of a line with the sum of all others; null for none.</param>
    /// <param name="Empty">The meaning of an empty result; null where it has none.</param>
    public sealed record Ask(ImmutableArray<ChartQuery> Queries, TimeSpan Scrape, string? Total = null, string? Empty = null) : ChartPlan
    {
        /// <summary>The queried target, by job and instance; null where there may be several.</summary>
        public LabelSet? Target { get; init; }

        /// <summary>The <c>up</c> query of the targets that had samples within a range; null with a <see cref="Target"/>.</summary>
        public Func<TimeSpan, string>? Up { get; init; }

        /// <summary>The queried pods; empty where the chart is not about pods.</summary>
        public NameSet Pods { get; init; } = NameSet.Empty;

        /// <summary>The plan for pods without a series: another source.</summary>
        public Func<NameSet, Ask?> Fallback { get; init; } = _ => null;
    }

    /// <param name="Message">The reason, for the UI.</param>
    /// <param name="IsAbsent">The metric is not scraped now; it may have been in the past.</param>
    public sealed record Cannot(string Message, bool IsAbsent = false) : ChartPlan;
}

/// <summary>One query; <c>{{label}}</c> in <paramref name="Legend"/> is replaced by the label's value.</summary>
/// <param name="PromQl">The query, with <c>$window</c> as a placeholder of the rate window, which depends on the step.</param>
/// <param name="Legend">The name of each line.</param>
/// <param name="LeastWindow">The minimum rate window for this exporter's samples.</param>
public sealed record ChartQuery(string PromQl, string Legend, TimeSpan LeastWindow = default);
