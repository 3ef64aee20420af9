using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Panels;

/// <summary>What to ask for a panel, given what this Prometheus scrapes; or why there is nothing to ask.</summary>
public abstract record PanelPlan
{
    private PanelPlan()
    {
    }

    /// <param name="Queries">Their answers together are the lines.</param>
    /// <param name="Scrape">How often the targets are scraped; the points are no denser.</param>
    /// <param name="Total">The name of a line that adds all others up; null for none.</param>
    /// <param name="Empty">What it means that there is no series; null where it means no more than that.</param>
    public sealed record Ask(ImmutableArray<PanelQuery> Queries, TimeSpan Scrape, string? Total = null, string? Empty = null) : PanelPlan;

    public sealed record Cannot(string Why) : PanelPlan;
}

/// <summary>One query; <c>{{label}}</c> in <paramref name="Legend"/> stands for the label's value.</summary>
/// <param name="PromQl">The query, where <c>$window</c> stands for the rate window, which depends on the step.</param>
/// <param name="Legend">The name of each line.</param>
/// <param name="LeastWindow">The shortest window that this exporter's samples allow.</param>
public sealed record PanelQuery(string PromQl, string Legend, TimeSpan LeastWindow = default);
