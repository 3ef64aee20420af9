using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>What to ask for a panel, given what this Prometheus scrapes; or why there is nothing to ask.</summary>
public abstract record ChartPlan
{
    private ChartPlan() { }

    /// <param name="Queries">Their answers together are the lines.</param>
    /// <param name="Scrape">How often the targets are scraped; the points are no denser.</param>
    /// <param name="Total">The name of a line that adds all others up; null for none.</param>
    /// <param name="Empty">What it means that there is no series; null where it means no more than that.</param>
    public sealed record Ask(ImmutableArray<ChartQuery> Queries, TimeSpan Scrape, string? Total = null, string? Empty = null) : ChartPlan
    {
        /// <summary>The one target that is asked for, by its job and instance; null where there may be several.</summary>
        public LabelSet? Target { get; init; }

        /// <summary>The query of <c>up</c> of the targets that had samples within a span; null with a <see cref="Target"/>.</summary>
        public Func<TimeSpan, string>? Up { get; init; }

        /// <summary>The pods that are asked for; empty where it is about none.</summary>
        public NameSet Pods { get; init; } = NameSet.Empty;

        /// <summary>Where else to ask for the pods of which there was no series.</summary>
        public Func<NameSet, Ask?> Fallback { get; init; } = _ => null;
    }

    /// <param name="Message">The reason, for a person.</param>
    /// <param name="IsAbsent">Nothing of the kind is scraped now; in the past it may have been.</param>
    public sealed record Cannot(string Message, bool IsAbsent = false) : ChartPlan;
}

/// <summary>One query; <c>{{label}}</c> in <paramref name="Legend"/> stands for the label's value.</summary>
/// <param name="PromQl">The query, where <c>$window</c> stands for the rate window, which depends on the step.</param>
/// <param name="Legend">The name of each line.</param>
/// <param name="LeastWindow">The shortest window that this exporter's samples allow.</param>
public sealed record ChartQuery(string PromQl, string Legend, TimeSpan LeastWindow = default);
