using System.Collections.Immutable;
using K8sDashboard.Caching;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>
/// Discovers what Prometheus scrapes, cached: for five minutes, half a minute while something is missing, and about a scrape interval while
/// a target is down, so that its recovery is noticed.
/// </summary>
public sealed class MetricDiscovery(PrometheusClient prometheus, TimeProvider time)
{
    private static readonly TimeSpan CompleteLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan IncompleteLifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DownLifetime = TimeSpan.FromSeconds(15);

    // One answer, of no key. Failures are not kept here: the client keeps those of its requests.
    private readonly SingleFlightCache<ValueTuple, PrometheusAnswer<ScrapedMetrics>> discoveries = new(time, maxEntries: 1);

    /// <summary>What is scraped now.</summary>
    public Task<PrometheusAnswer<ScrapedMetrics>> DiscoverAsync(CancellationToken cancellation) =>
        discoveries.GetAsync(
            default,
            async () =>
            {
                var answer = await AskAsync(time.GetUtcNow());
                return new(answer, answer is PrometheusAnswer<ScrapedMetrics>.Data data ? LifetimeOf(data) : TimeSpan.Zero);
            },
            cancellation
        );

    /// <summary>The same with the node targets that were scraped in a range: what is down now may have been up then.</summary>
    public async Task<ScrapedMetrics> WithPastNodesAsync(
        ScrapedMetrics scraped,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        var series = await SeriesAsync([DiscoveryQueries.Nodes], from, to, cancellation);
        return scraped with
        {
            PastNodeExporters = [.. series.Where(labels => labels.Metric == DiscoveryQueries.NodeExporter)],
            PastCadvisors = [.. series.Where(labels => labels.Metric == DiscoveryQueries.Machine)],
        };
    }

    /// <summary>The same with the jobs that had samples of these pods in a range, where there were any.</summary>
    internal async Task<ScrapedMetrics> WithPastPodsAsync(
        ScrapedMetrics scraped,
        Matchers pods,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        var jobs = (await SeriesAsync(DiscoveryQueries.OfPods(pods), from, to, cancellation))
            .GroupBy(labels => (labels.Metric, Job: labels["job"]))
            .OrderByDescending(job => job.Count())
            .Select(job => job.Key)
            .ToList();
        return scraped with
        {
            ContainerJob = jobs.Find(job => job.Metric == DiscoveryQueries.ContainerCpu).Job ?? scraped.ContainerJob,
            ResourceJob = jobs.Find(job => job.Metric == DiscoveryQueries.PodCpu).Job ?? scraped.ResourceJob,
        };
    }

    // Best effort: without the series API there is no history, but what is scraped now is known.
    private async Task<ImmutableArray<LabelSet>> SeriesAsync(
        ImmutableArray<string> selectors,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        // Aligned to the minute, so that equal requests are coalesced.
        var (start, end) = (Minute(from), Minute(to) + TimeSpan.FromMinutes(1));
        var answer = await prometheus.SeriesAsync(selectors, start, end, cancellation);
        return answer is PrometheusAnswer<ImmutableArray<LabelSet>>.Data data ? data.Value : [];
    }

    private async Task<PrometheusAnswer<ScrapedMetrics>> AskAsync(DateTimeOffset now)
    {
        var at = TimeGrid.Covering(now, now, TimeSpan.FromSeconds(5)).Start;
        var nodesTask = prometheus.InstantAsync(DiscoveryQueries.Nodes, at, CancellationToken.None);
        var containersTask = prometheus.InstantAsync(DiscoveryQueries.Containers, at, CancellationToken.None);
        var podsTask = prometheus.InstantAsync(DiscoveryQueries.Pods, at, CancellationToken.None);
        var targetsTask = prometheus.TargetsAsync(CancellationToken.None);
        PrometheusAnswer<ImmutableArray<Sample>>[] answers = await Task.WhenAll(nodesTask, containersTask, podsTask);

        if (answers.FirstOrDefault(answer => answer.FailureMessage is not null) is { } trouble)
            return trouble.Select(_ => Nothing);
        var data = answers.Cast<PrometheusAnswer<ImmutableArray<Sample>>.Data>().ToArray();
        var (nodes, containers, pods) = (data[0].Value, data[1].Value, data[2].Value);
        // Storage-only servers (Mimir, Thanos Query) have no targets: only the scrape interval is unknown then.
        var targets = await targetsTask is PrometheusAnswer<ImmutableArray<ScrapeTarget>>.Data known ? known.Value : [];
        return new PrometheusAnswer<ScrapedMetrics>.Data(
            new ScrapedMetrics(
                [.. nodes.Where(node => node.Labels.Metric == DiscoveryQueries.NodeExporter).Select(node => node.Labels)],
                [.. nodes.Where(node => node.Labels.Metric == DiscoveryQueries.Machine).Select(node => node.Labels)],
                LargestJob(containers),
                LargestJob(pods),
                targets
            ),
            [.. data.SelectMany(answer => answer.Warnings).Distinct(StringComparer.Ordinal)]
        );
    }

    private static TimeSpan LifetimeOf(PrometheusAnswer<ScrapedMetrics>.Data data)
    {
        if (data.Value.IsDown)
            return DownLifetime;
        return data.Value.IsComplete && data.Warnings.IsEmpty ? CompleteLifetime : IncompleteLifetime;
    }

    private static DateTimeOffset Minute(DateTimeOffset moment) => TimeGrid.Covering(moment, moment, TimeSpan.FromMinutes(1)).Start;

    private static ScrapedMetrics Nothing => new([], [], null, null, []);

    private static string? LargestJob(ImmutableArray<Sample> jobs) => jobs.MaxBy(job => job.Value)?.Labels["job"];
}
