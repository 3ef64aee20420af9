using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>
/// Detects samples of a predecessor: a recreated pod of the same name (of a StatefulSet) has no samples at first, and within its lookback
/// Prometheus returns those of the previous pod.
/// </summary>
internal sealed class PredecessorSamples(PrometheusClient prometheus)
{
    /// <summary>
    /// The lookback of an instant query is five minutes, that of a rate its window, seldom longer: pods older than this are not checked.
    /// </summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The pods whose values are wholly or partly a predecessor's; and warnings where that is unknown.
    /// </summary>
    /// <param name="metric">The metric.</param>
    /// <param name="sources">The possible sources: for each pod the first with samples of it.</param>
    /// <param name="pods">The pods with values.</param>
    /// <param name="scraped">The scrape interval of the sources.</param>
    /// <param name="at">The evaluation time of the values.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<(ImmutableHashSet<PodName> Foreign, ImmutableArray<string> Warnings)> FindAsync(
        UsageMetric metric,
        IEnumerable<PodMetricSource> sources,
        IEnumerable<PodInstance> pods,
        ScrapedMetrics scraped,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var doubtful = pods.Where(pod => at - pod.Started < Remembered).ToDictionary(pod => pod.Labels, pod => pod.Started!.Value);
        var own = new HashSet<PodName>();
        var foreign = ImmutableHashSet.CreateBuilder<PodName>();
        var warnings = ImmutableArray<string>.Empty;
        foreach (var source in sources)
        {
            var unknown = doubtful.Keys.Where(pod => !own.Contains(pod) && !foreign.Contains(pod)).ToList();
            if (unknown.Count == 0)
                break;
            var queries = PodUsageQueries.Of(
                unknown,
                some => ContainerQueries.Origin(metric, source, some),
                ContainerQueries.Selectors,
                only: null
            );
            var answer = await prometheus.InstantAsync(
                queries.Select(query =>
                    RateWindow.Into(query, UsageSteps.Step, scraped.IntervalOf(source.Job), ContainerQueries.LeastWindow)
                ),
                at,
                cancellation
            );
            if (answer is not PrometheusAnswer<ImmutableArray<Sample>>.Data data)
            {
                warnings = [.. warnings.Union([answer.FailureMessage!])];
                break;
            }

            warnings = [.. warnings.Union(data.Warnings)];
            foreach (var sample in data.Value)
            {
                var pod = new PodName(sample.Labels["namespace"], sample.Labels["pod"]);
                if (!doubtful.TryGetValue(pod, out var started))
                    continue;
                if (sample.Value < started.ToUnixTimeSeconds())
                    foreign.Add(pod);
                else
                    own.Add(pod);
            }
        }

        // A value without a known start time may be a predecessor's.
        foreign.UnionWith(doubtful.Keys.Where(pod => !own.Contains(pod)));
        return (foreign.ToImmutable(), warnings);
    }
}
