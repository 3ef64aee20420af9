using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Panels;

/// <summary>What this Prometheus scrapes of the cluster.</summary>
/// <param name="NodeExporters">The labels of each node-exporter.</param>
/// <param name="Cadvisors">The labels of each node's cAdvisor.</param>
/// <param name="ContainerJob">The job with container metrics; null where cAdvisor is not scraped.</param>
/// <param name="ResourceJob">The job with <c>/metrics/resource</c>; null where it is not scraped.</param>
/// <param name="Targets">The targets, where the server tells.</param>
public sealed record ScrapedMetrics(
    ImmutableArray<LabelSet> NodeExporters,
    ImmutableArray<LabelSet> Cadvisors,
    string? ContainerJob,
    string? ResourceJob,
    ImmutableArray<ScrapeTarget> Targets)
{
    /// <summary>The default of the most common chart; a shorter guess would show gaps.</summary>
    public static readonly TimeSpan UnknownInterval = TimeSpan.FromSeconds(60);

    /// <summary>Nothing is missing, so there is nothing to look for again soon.</summary>
    public bool IsComplete => NodeExporters.Length > 0 && ContainerJob is not null;

    /// <summary>How often the job's targets are scraped.</summary>
    public TimeSpan IntervalOf(string job) =>
        Targets.Where(target => target.Job == job).Select(target => target.Interval).Max() is { } interval && interval > TimeSpan.Zero
            ? interval
            : UnknownInterval;
}
