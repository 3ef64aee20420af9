using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>Queries the current CPU and memory usage of pods, as the sum of the lines of their charts.</summary>
public sealed class PodUsage(PrometheusClient prometheus, MetricDiscovery discovery)
{
    /// <summary>The number of pods of one end of the ranking that is requested for a longer list.</summary>
    public const int Ranked = 200;

    private readonly PredecessorSamples predecessors = new(prometheus);

    /// <summary>The usage by group: the sum over its pods with a sample.</summary>
    /// <param name="metric">CPU or memory.</param>
    /// <param name="groups">The rows, with pods that exist by the API server; other series are ignored.</param>
    /// <param name="at">The evaluation time, aligned so that requests of the same step are coalesced.</param>
    /// <param name="only">One end of the ranking, for rows of one pod each; null for all rows.</param>
    /// <param name="cancellation">Cancels the wait, not the request, which others may share.</param>
    public async Task<UsageAnswer<TKey>> LoadAsync<TKey>(
        UsageMetric metric,
        IReadOnlyCollection<PodGroup<TKey>> groups,
        DateTimeOffset at,
        RankEnd? only,
        CancellationToken cancellation
    )
        where TKey : notnull
    {
        var answer = await discovery.DiscoverAsync(cancellation);
        if (answer is not PrometheusAnswer<ScrapedMetrics>.Data { Value: var scraped, Warnings: var partial })
            return new UsageAnswer<TKey>.Unavailable(answer.FailureMessage!);
        var sources = scraped.PodSources.ToList();
        if (sources.Count == 0)
            return new UsageAnswer<TKey>.NotScraped(UsageReasons.With(AbsentTargets.OfContainers(scraped), partial));
        var pods = groups.SelectMany(group => group.Pods).Distinct().ToList();
        var result = only is { } end
            ? RankAsync(metric, sources, pods, end, scraped, at, cancellation)
            : AskAsync(metric, sources, pods, scraped, at, cancellation);
        return await result switch
        {
            PrometheusAnswer<Dictionary<PodName, double>>.Data data => new UsageAnswer<TKey>.Known(
                Of(groups, data.Value, only is not null),
                [.. data.Warnings.Union(partial)]
            ),
            var trouble => new UsageAnswer<TKey>.Unavailable(trouble.FailureMessage!),
        };
    }

    // Each pod by the first source with a sample of it: container runtimes differ by node and pod.
    private async Task<PrometheusAnswer<Dictionary<PodName, double>>> AskAsync(
        UsageMetric metric,
        List<PodMetricSource> sources,
        List<PodInstance> pods,
        ScrapedMetrics scraped,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var byPod = new Dictionary<PodName, double>();
        var warnings = ImmutableArray<string>.Empty;
        foreach (var source in sources)
        {
            var missing = pods.Where(pod => !byPod.ContainsKey(pod.Labels)).ToList();
            if (missing.Count == 0)
                break;
            var queries = PodUsageQueries.Of(
                missing.Select(pod => pod.Labels),
                some => ContainerQueries.OfPods(metric, source, some),
                ContainerQueries.Selectors,
                only: null
            );
            var answer = await prometheus.InstantAsync(queries.Select(query => Into(query, scraped, source)), at, cancellation);
            if (answer is not PrometheusAnswer<ImmutableArray<Sample>>.Data data)
            {
                // Partial result: the first source's answer for other pods stays valid.
                if (byPod.Count == 0)
                    return answer.Select(_ => byPod);
                warnings = [.. warnings.Union(answer.FailureMessage is { } trouble ? [trouble] : ImmutableArray<string>.Empty)];
                break;
            }

            var (own, doubts) = await OwnAsync(metric, [source], missing, ByPod(data.Value), scraped, at, cancellation);
            foreach (var (pod, value) in own)
                byPod.TryAdd(pod, value);
            warnings = [.. warnings.Union(data.Warnings).Union(doubts)];
        }

        return new PrometheusAnswer<Dictionary<PodName, double>>.Data(byPod, warnings);
    }

    private async Task<PrometheusAnswer<Dictionary<PodName, double>>> RankAsync(
        UsageMetric metric,
        List<PodMetricSource> sources,
        List<PodInstance> pods,
        RankEnd end,
        ScrapedMetrics scraped,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var queries = PodUsageQueries.Of(
            pods.Select(pod => pod.Labels),
            some => ContainerQueries.OfPods(metric, sources, some),
            sources.Count * ContainerQueries.Selectors,
            end
        );
        var answer = await prometheus.InstantAsync(queries.Select(query => Into(query, scraped, sources[0])), at, cancellation);
        if (answer is not PrometheusAnswer<ImmutableArray<Sample>>.Data data)
            return answer.Select(ByPod);
        var (own, doubts) = await OwnAsync(metric, sources, pods, ByPod(data.Value), scraped, at, cancellation);
        return new PrometheusAnswer<Dictionary<PodName, double>>.Data(own, [.. data.Warnings.Union(doubts)]);
    }

    /// <summary>The values without those of predecessors (or possibly so), and warnings where that is unknown.</summary>
    private async Task<(Dictionary<PodName, double> Own, ImmutableArray<string> Warnings)> OwnAsync(
        UsageMetric metric,
        IEnumerable<PodMetricSource> sources,
        List<PodInstance> pods,
        Dictionary<PodName, double> measured,
        ScrapedMetrics scraped,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var known = pods.Where(pod => measured.ContainsKey(pod.Labels)).Distinct().ToList();
        var answer = await predecessors.FindAsync(metric, sources, known, scraped, at, cancellation);
        foreach (var pod in answer.Foreign)
            measured.Remove(pod);
        return (measured, answer.Warnings);
    }

    private static string Into(string query, ScrapedMetrics scraped, PodMetricSource source) =>
        RateWindow.Into(query, UsageSteps.Step, scraped.IntervalOf(source.Job), ContainerQueries.LeastWindow);

    private static Dictionary<PodName, double> ByPod(ImmutableArray<Sample> samples)
    {
        var byPod = new Dictionary<PodName, double>();
        foreach (var sample in samples)
        {
            if (double.IsFinite(sample.Value))
                byPod[new PodName(sample.Labels["namespace"], sample.Labels["pod"])] = sample.Value;
        }

        return byPod;
    }

    /// <summary>The sum over each group's pods with a value.</summary>
    /// <param name="groups">The rows.</param>
    /// <param name="byPod">The values.</param>
    /// <param name="measuredOnly">For one end of a ranking: rows outside it are omitted.</param>
    public static ImmutableDictionary<TKey, UsageState> Of<TKey>(
        IEnumerable<PodGroup<TKey>> groups,
        IReadOnlyDictionary<PodName, double> byPod,
        bool measuredOnly
    )
        where TKey : notnull
    {
        var readings = ImmutableDictionary.CreateBuilder<TKey, UsageState>();
        foreach (var group in groups)
        {
            var reading = Read(group.Pods, byPod);
            if (reading is UsageState.Value || !measuredOnly)
                readings[group.Key] = reading;
        }

        return readings.ToImmutable();
    }

    private static UsageState Read(ImmutableArray<PodInstance> pods, IReadOnlyDictionary<PodName, double> byPod)
    {
        var measured = pods.Where(pod => byPod.ContainsKey(pod.Labels)).ToList();
        if (measured.Count > 0)
            return new UsageState.Value(measured.Sum(pod => byPod[pod.Labels]), Detail(measured.Count, pods.Length));
        return new UsageState.NoData(pods.IsEmpty ? "There is no pod." : "No sample: not running now, or too new to be scraped.");
    }

    private static string Detail(int measured, int pods) =>
        measured < pods ? $"{measured} of {pods} pods; the others have no sample"
        : pods > 1 ? $"{pods} pods"
        : "";
}
