using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>
/// Finds figures of a predecessor: a pod that was deleted and made again under its name (a StatefulSet's) has no samples at first, and
/// for as long as Prometheus looks back it answers with those of the pod before.
/// </summary>
internal sealed class PredecessorSamples(PrometheusClient prometheus)
{
    /// <summary>
    /// An instant query looks back five minutes and a rate its window, which is seldom longer: older pods are beyond doubt.
    /// </summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Those of the pods whose figures are, in part or as a whole, not their own; and why this could not be told of some.
    /// </summary>
    /// <param name="gauge">What was measured.</param>
    /// <param name="sources">Who may have measured it: of each pod the first that has samples of it.</param>
    /// <param name="pods">The pods that have figures.</param>
    /// <param name="scraped">How often the sources are scraped.</param>
    /// <param name="at">The moment of the figures.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(ImmutableHashSet<PodName> Foreign, ImmutableArray<string> Warnings)> FindAsync(
        UsageMetric gauge,
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
                some => ContainerQueries.Origin(gauge, source, some),
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

        // A figure whose origin nobody tells of may be anyone's.
        foreign.UnionWith(doubtful.Keys.Where(pod => !own.Contains(pod)));
        return (foreign.ToImmutable(), warnings);
    }
}
