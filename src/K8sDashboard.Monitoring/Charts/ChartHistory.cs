using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>Discovers the targets and jobs of a past time range, for a panel whose own are not scraped now.</summary>
internal sealed class ChartHistory(MetricDiscovery discovery)
{
    /// <summary>
    /// The currently scraped metrics, with those of the range and before it where the panel's node has no exporter now: an outage that
    /// covers the whole range is still reported.
    /// </summary>
    public async Task<ScrapedMetrics> CompleteAsync(
        ChartDefinition panel,
        ScrapedMetrics scraped,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    ) =>
        panel is ChartDefinition.OfNode { Node: var node } && new NodeTargets(scraped.NodeExporters).Find(node) is null
            ? await discovery.WithPastNodesAsync(scraped, from - TargetHealth.LookBack, to, cancellation)
            : scraped;

    /// <summary>What was scraped in the range except what is scraped now.</summary>
    public async Task<ScrapedMetrics> OnlyAsync(
        ChartDefinition panel,
        ScrapedMetrics scraped,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        var nothing = scraped with { ContainerJob = null, ResourceJob = null };
        switch (panel)
        {
            case ChartDefinition.OfNode:
                var past = await discovery.WithPastNodesAsync(scraped with { NodeExporters = [], Cadvisors = [] }, from, to, cancellation);
                return past with
                {
                    PastNodeExporters = [.. past.PastNodeExporters.Except(scraped.NodeExporters)],
                    PastCadvisors = [.. past.PastCadvisors.Except(scraped.Cadvisors)],
                };
            case ChartDefinition.OfPod { Pod: var pod }:
                return await OfPodsAsync(pod.Namespace, new NameSet([pod.Name]));
            case ChartDefinition.OfWorkload { Workload: { Pods: var pods, Namespace: var @namespace } } when !pods.Names.IsEmpty:
                return await OfPodsAsync(@namespace, pods);
            default:
                return nothing;
        }

        // A sample of the pods suffices to discover the jobs of all.
        Task<ScrapedMetrics> OfPodsAsync(string @namespace, NameSet pods)
        {
            var first = ContainerQueries.In(@namespace, PodNameBatches.Of(pods.Names, 1).First());
            return discovery.WithPastPodsAsync(nothing, first, from, to, cancellation);
        }
    }
}
