using System.Collections.Immutable;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>What this Prometheus scrapes of the cluster.</summary>
/// <param name="NodeExporters">The labels of each node-exporter.</param>
/// <param name="Cadvisors">The labels of each node's cAdvisor.</param>
/// <param name="ContainerJob">The job with cAdvisor's metrics of containers or pods; null where it is not scraped.</param>
/// <param name="ResourceJob">The job with <c>/metrics/resource</c>; null where it is not scraped.</param>
/// <param name="Targets">The targets, where the server tells.</param>
public sealed record ScrapedMetrics(
    ImmutableArray<LabelSet> NodeExporters,
    ImmutableArray<LabelSet> Cadvisors,
    string? ContainerJob,
    string? ResourceJob,
    ImmutableArray<ScrapeTarget> Targets
)
{
    /// <summary>The default of the most common chart; a shorter guess would show gaps.</summary>
    public static readonly TimeSpan UnknownInterval = TimeSpan.FromSeconds(60);

    /// <summary>The labels of the node-exporters that were scraped in a span, where they were asked for.</summary>
    public ImmutableArray<LabelSet> PastNodeExporters { get; init; } = [];

    /// <summary>The same of cAdvisors.</summary>
    public ImmutableArray<LabelSet> PastCadvisors { get; init; } = [];

    /// <summary>Who tells what pods use, the most exact first.</summary>
    internal IEnumerable<PodMetricSource> PodSources =>
        new[] { (PodRows.Containers, ContainerJob), (PodRows.PodCgroups, ContainerJob), (PodRows.ResourceMetrics, ResourceJob) }
            .Where(source => source.Item2 is not null)
            .Select(source => new PodMetricSource(source.Item1, source.Item2!));

    /// <summary>Nothing is missing, so there is nothing to look for again soon.</summary>
    public bool IsComplete => NodeExporters.Length > 0 && ContainerJob is not null;

    /// <summary>A target of a node or of its kubelet is down.</summary>
    public bool IsDown => Targets.Any(AbsentTargets.IsDown);

    /// <summary>How often the job's targets are scraped.</summary>
    public TimeSpan IntervalOf(string job) =>
        Targets.Where(target => target.Job == job).Select(target => target.Interval).Max() is { } interval && interval > TimeSpan.Zero
            ? interval
            : UnknownInterval;
}
