using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>Queries the utilization of nodes: from node-exporters, and from cAdvisor where a node has none.</summary>
public sealed class NodeUsage(PrometheusClient prometheus, MetricDiscovery discovery)
{
    /// <summary>The lookback for targets that are down: they still belong to their node.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    // A memory query has three selectors.
    private const int Selectors = 3;

    private readonly TargetHealth health = new(prometheus);

    /// <summary>The utilization by node as a ratio; for disks that of the fullest file system.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="nodes">The rows.</param>
    /// <param name="at">The evaluation time, aligned so that requests of the same step are coalesced.</param>
    /// <param name="cancellation">Cancels the wait, not the request, which others may share.</param>
    /// <param name="known">All nodes, to report exporters that match none; null where the list is incomplete.</param>
    public async Task<UsageAnswer<TKey>> LoadAsync<TKey>(
        UsageMetric metric,
        IReadOnlyCollection<(TKey Key, NodeSubject Node)> nodes,
        DateTimeOffset at,
        CancellationToken cancellation,
        KnownNodes? known = null
    )
        where TKey : notnull
    {
        var answer = await discovery.DiscoverAsync(cancellation);
        if (answer is not PrometheusAnswer<ScrapedMetrics>.Data { Value: var scraped, Warnings: var partial })
            return new UsageAnswer<TKey>.Unavailable(answer.FailureMessage!);
        var joined = Join(nodes, scraped);
        if (joined.Exists(one => one.Target is null))
        {
            scraped = await discovery.WithPastNodesAsync(scraped, at - Remembered, at, cancellation);
            joined = Join(nodes, scraped);
        }

        if (known is not null && UnmatchedExporters.Describe(scraped.NodeExporters, known) is { } unmatched)
            partial = partial.Add(unmatched);
        if (NothingIsScraped(scraped))
            return new UsageAnswer<TKey>.NotScraped(UsageReasons.With(AbsentTargets.NoExporter, partial));
        var queries = joined
            .Select(one => one.Target)
            .OfType<Target>()
            .Distinct()
            .GroupBy(target => (target.Job, target.IsExporter))
            .SelectMany(job =>
                Queries(metric, job.Key.Job, job.Key.IsExporter, job.Select(target => target.Instance), scraped.IntervalOf(job.Key.Job))
            );
        return await prometheus.InstantAsync(queries, at, cancellation) switch
        {
            PrometheusAnswer<ImmutableArray<Sample>>.Data data => await ReadAsync(joined, data, scraped, partial, at, cancellation),
            var trouble => new UsageAnswer<TKey>.Unavailable(trouble.FailureMessage!),
        };
    }

    private static bool NothingIsScraped(ScrapedMetrics scraped) =>
        scraped.NodeExporters.IsEmpty
        && scraped.Cadvisors.IsEmpty
        && scraped.PastNodeExporters.IsEmpty
        && scraped.PastCadvisors.IsEmpty
        && scraped.Targets.All(target => target.Up);

    private static List<(TKey Key, NodeSubject Node, Target? Target)> Join<TKey>(
        IReadOnlyCollection<(TKey Key, NodeSubject Node)> nodes,
        ScrapedMetrics scraped
    )
    {
        // Targets that are up take precedence: only current values count.
        (NodeTargets Targets, bool IsExporter)[] inOrder =
        [
            (new(scraped.NodeExporters), true),
            (new(scraped.Cadvisors), false),
            (new(scraped.PastNodeExporters), true),
            (new(scraped.PastCadvisors), false),
        ];
        return
        [
            .. nodes.Select(one =>
                (
                    one.Key,
                    one.Node,
                    inOrder
                        .Select(some =>
                            some.Targets.Find(one.Node) is { } found ? new Target(found["job"], found["instance"], some.IsExporter) : null
                        )
                        .FirstOrDefault(target => target is not null)
                )
            ),
        ];
    }

    // One query per job for all nodes, never one per node.
    private static IEnumerable<string> Queries(
        UsageMetric metric,
        string job,
        bool exporter,
        IEnumerable<string> instances,
        TimeSpan scrape
    ) =>
        Selections(job, instances, Selectors)
            .Select(targets => exporter ? NodeShares.FromNodeExporter(metric, targets) : NodeShares.FromCadvisor(metric, targets))
            .Select(query => RateWindow.Into(query, UsageSteps.Step, scrape, exporter ? TimeSpan.Zero : ContainerQueries.LeastWindow));

    private static IEnumerable<Matchers> Selections(string job, IEnumerable<string> instances, int selectors)
    {
        var ofJob = Matchers.None.Is(Label.Job, job);
        var batches = PodNameBatches.Of(instances.Order(StringComparer.Ordinal), selectors).ToList();
        return batches.Count <= PodUsageQueries.MaxBatches ? batches.Select(batch => ofJob.OneOf(Label.Instance, batch)) : [ofJob];
    }

    private async Task<UsageAnswer<TKey>> ReadAsync<TKey>(
        List<(TKey Key, NodeSubject Node, Target? Target)> joined,
        PrometheusAnswer<ImmutableArray<Sample>>.Data data,
        ScrapedMetrics scraped,
        ImmutableArray<string> partial,
        DateTimeOffset at,
        CancellationToken cancellation
    )
        where TKey : notnull
    {
        var byTarget = data
            .Value.Where(sample => double.IsFinite(sample.Value))
            .ToLookup(sample => (sample.Labels["job"], sample.Labels["instance"]));
        var silent = joined.Select(one => one.Target).OfType<Target>().Where(target => !byTarget.Contains((target.Job, target.Instance)));
        var up = silent
            .Distinct()
            .GroupBy(target => target.Job)
            .SelectMany(job => Selections(job.Key, job.Select(target => target.Instance), selectors: 1).Select(HealthQueries.Up));
        var down = await health.DownAsync(up, at, cancellation);
        return new UsageAnswer<TKey>.Known(
            joined.ToImmutableDictionary(
                one => one.Key,
                one =>
                    one.Target is { } target
                        ? Read(byTarget[(target.Job, target.Instance)], target, down)
                        : new UsageState.NoData(AbsentTargets.OfNode(one.Node, scraped))
            ),
            [.. data.Warnings.Union(partial)]
        );
    }

    private static UsageState Read(
        IEnumerable<Sample> samples,
        Target target,
        ImmutableDictionary<(string Job, string Instance), string> down
    ) =>
        samples.MaxBy(sample => sample.Value) is { } fullest
            ? new UsageState.Value(
                fullest.Value,
                string.Join(", ", new[] { fullest.Labels["device"], target.IsExporter ? "" : "by cAdvisor" }.Where(word => word.Length > 0))
            )
            : new UsageState.NoData(
                down.TryGetValue((target.Job, target.Instance), out var reason)
                    ? AbsentTargets.Down(target.Job, target.Instance, reason)
                    : $"No sample of the target {target.Instance} of job {target.Job}."
            );

    private sealed record Target(string Job, string Instance, bool IsExporter);
}
