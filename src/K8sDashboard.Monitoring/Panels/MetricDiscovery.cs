using System.Collections.Immutable;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Panels;

/// <summary>Learns what Prometheus scrapes, and remembers it: five minutes, or half a minute while something is missing.</summary>
public sealed class MetricDiscovery(PrometheusClient prometheus, TimeProvider time)
{
    private static readonly TimeSpan KeepComplete = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan KeepIncomplete = TimeSpan.FromSeconds(30);

    // Replaced as a whole; two panels that discover at once share the client's requests, so nothing is asked twice.
    private volatile Known? known;

    public async Task<PrometheusAnswer<ScrapedMetrics>> DiscoverAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (known is { } still && now < still.Until && now >= still.Since) return still.Answer;
        var answer = await AskAsync(now, cancellation);
        if (answer is PrometheusAnswer<ScrapedMetrics>.Data data)
            known = new Known(data, now, now + (data.Value.IsComplete ? KeepComplete : KeepIncomplete));
        return answer;
    }

    private async Task<PrometheusAnswer<ScrapedMetrics>> AskAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var at = TimeGrid.Covering(now, now, TimeSpan.FromSeconds(5)).Start;
        var nodesTask = prometheus.InstantAsync(DiscoveryQueries.Nodes, at, cancellation);
        var containersTask = prometheus.InstantAsync(DiscoveryQueries.Containers, at, cancellation);
        var podsTask = prometheus.InstantAsync(DiscoveryQueries.Pods, at, cancellation);
        var targetsTask = prometheus.TargetsAsync(cancellation);
        await Task.WhenAll(nodesTask, containersTask, podsTask, targetsTask);

        var (containers, pods) = (await containersTask, await podsTask);
        if (containers is not PrometheusAnswer<ImmutableArray<Sample>>.Data { Value: var byContainers }) return containers.Select(_ => Nothing);
        if (pods is not PrometheusAnswer<ImmutableArray<Sample>>.Data { Value: var byPods }) return pods.Select(_ => Nothing);
        // Servers that only store (Mimir, a Thanos query) have no targets: then the interval is not known, and all else is.
        var targets = await targetsTask is PrometheusAnswer<ImmutableArray<ScrapeTarget>>.Data data ? data.Value : [];
        return (await nodesTask).Select(nodes => new ScrapedMetrics(
            [.. nodes.Where(node => node.Labels.Metric == DiscoveryQueries.NodeExporter).Select(node => node.Labels)],
            [.. nodes.Where(node => node.Labels.Metric == DiscoveryQueries.Machine).Select(node => node.Labels)],
            LargestJob(byContainers),
            LargestJob(byPods),
            targets));
    }

    private static ScrapedMetrics Nothing => new([], [], null, null, []);

    private static string? LargestJob(ImmutableArray<Sample> jobs) => jobs.MaxBy(job => job.Value)?.Labels["job"];

    private sealed record Known(PrometheusAnswer<ScrapedMetrics> Answer, DateTimeOffset Since, DateTimeOffset Until);
}
