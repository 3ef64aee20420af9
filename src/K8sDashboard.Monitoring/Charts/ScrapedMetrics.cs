using System.Collections.Immutable;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>What this Prometheus scrapes from the cluster.</summary>
/// <param name="NodeExporters">The labels of each node-exporter.</param>
/// <param name="Cadvisors">The labels of each node's cAdvisor.</param>
/// <param name="ContainerJob">The job with cAdvisor's container or pod metrics; null where it is not scraped.</param>
/// <param name="ResourceJob">The job with <c>/metrics/resource</c>; null where it is not scraped.</param>
/// <param name="Targets">The targets, where the server has the API.</param>
public sealed record ScrapedMetrics(
    ImmutableArray<LabelSet> NodeExporters,
    ImmutableArray<LabelSet> Cadvisors,
    string? ContainerJob,
    string? ResourceJob,
    ImmutableArray<ScrapeTarget> Targets
)
{
    /// <summary>The default of the most common Helm chart; a lower value would show gaps.</summary>
    public static readonly TimeSpan UnknownInterval = TimeSpan.FromSeconds(60);

    /// <summary>The labels of the node-exporters that were scraped in a range, where requested.</summary>
    public ImmutableArray<LabelSet> PastNodeExporters { get; init; } = [];

    /// <summary>The same of cAdvisors.</summary>
    public ImmutableArray<LabelSet> PastCadvisors { get; init; } = [];

    /// <summary>The sources of pod metrics, the most precise first.</summary>
    internal IEnumerable<PodMetricSource> PodSources =>
        new[] { (PodRows.Containers, ContainerJob), (PodRows.PodCgroups, ContainerJob), (PodRows.ResourceMetrics, ResourceJob) }
            .Where(source => source.Item2 is not null)
            .Select(source => new PodMetricSource(source.Item1, source.Item2!));

    /// <summary>Nothing is missing, so that the result is cached longer.</summary>
    public bool IsComplete => NodeExporters.Length > 0 && ContainerJob is not null;

    /// <summary>A node exporter or kubelet target is down.</summary>
    public bool IsDown => Targets.Any(AbsentTargets.IsDown);

    /// <summary>The scrape interval of the job's targets.</summary>
    public TimeSpan IntervalOf(string job) =>
        Targets.Where(target => target.Job == job).Select(target => target.Interval).Max() is { } interval && interval > TimeSpan.Zero
            ? interval
            : UnknownInterval;
}
