using System.Collections.Immutable;
using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Readings;

/// <summary>Asks how much CPU and memory pods use now, as the lines of their charts add up.</summary>
public sealed class PodReadings(PrometheusClient prometheus, MetricDiscovery discovery)
{
    /// <summary>So many pods of one end of the order are asked for where a list is longer.</summary>
    public const int Ranked = 200;

    /// <summary>The use of each group of pods: in all, of those that have a sample.</summary>
    /// <param name="gauge">CPU or memory.</param>
    /// <param name="groups">The rows. Pods that exist by the API server: whatever else Prometheus still remembers is left out.</param>
    /// <param name="at">The moment, aligned so that all who ask in one step ask the same.</param>
    /// <param name="only">One end of the order, for rows of one pod each; null for all rows.</param>
    /// <param name="cancellation">Ends the wait, not the question: others may share it.</param>
    public async Task<ReadingAnswer<TKey>> LoadAsync<TKey>(
        Gauge gauge, IReadOnlyCollection<PodGroup<TKey>> groups, DateTimeOffset at, RankEnd? only, CancellationToken cancellation)
        where TKey : notnull
    {
        var scraped = await discovery.DiscoverAsync(cancellation);
        if (scraped is not PrometheusAnswer<ScrapedMetrics>.Data { Value: var metrics }) return new ReadingAnswer<TKey>.Unavailable(scraped.Trouble!);
        var (job, expression) = metrics switch
        {
            { ContainerJob: { } containers } => (containers, pods => ContainerQueries.OfPods(gauge, containers, pods)),
            { ResourceJob: { } resource } => (resource, pods => ContainerQueries.OfPodsFromResourceMetrics(gauge, resource, pods)),
            _ => ((string?)null, (Func<Matchers, string>)(_ => "")),
        };
        if (job is null) return new ReadingAnswer<TKey>.NotScraped(AbsentTargets.OfContainers(metrics));

        var queries = PodGaugeQueries.Of(groups.SelectMany(group => group.Pods), expression, only)
            .Select(query => RateWindow.Into(query, ReadingSteps.Step, metrics.IntervalOf(job), ContainerQueries.LeastWindow));
        return await prometheus.InstantAsync(queries, at, cancellation) switch
        {
            PrometheusAnswer<ImmutableArray<Sample>>.Data data =>
                new ReadingAnswer<TKey>.Readings(Of(groups, ByPod(data.Value), only is not null), data.Warnings),
            var trouble => new ReadingAnswer<TKey>.Unavailable(trouble.Trouble!),
        };
    }

    private static Dictionary<PodName, double> ByPod(ImmutableArray<Sample> samples)
    {
        var byPod = new Dictionary<PodName, double>();
        foreach (var sample in samples)
        {
            if (double.IsFinite(sample.Value)) byPod[new PodName(sample.Labels["namespace"], sample.Labels["pod"])] = sample.Value;
        }

        return byPod;
    }

    /// <summary>The sum of each group's pods that have a figure.</summary>
    /// <param name="groups">The rows.</param>
    /// <param name="byPod">The figures.</param>
    /// <param name="measuredOnly">Of one end of an order, those that are not in it are simply not in it.</param>
    public static ImmutableDictionary<TKey, Reading> Of<TKey>(IEnumerable<PodGroup<TKey>> groups, IReadOnlyDictionary<PodName, double> byPod, bool measuredOnly)
        where TKey : notnull
    {
        var readings = ImmutableDictionary.CreateBuilder<TKey, Reading>();
        foreach (var group in groups)
        {
            if (Read(group.Pods, byPod) is var reading && (reading is Reading.Value || !measuredOnly)) readings[group.Key] = reading;
        }

        return readings.ToImmutable();
    }

    private static Reading Read(ImmutableArray<PodName> pods, IReadOnlyDictionary<PodName, double> byPod)
    {
        var measured = pods.Where(byPod.ContainsKey).ToList();
        if (measured.Count > 0) return new Reading.Value(measured.Sum(pod => byPod[pod]), Detail(measured.Count, pods.Length));
        return new Reading.NoData(pods.IsEmpty ? "There is no pod." : "No sample: not running now, or too new to be scraped.");
    }

    private static string Detail(int measured, int pods) =>
        measured < pods ? $"{measured} of {pods} pods; the others have no sample" : pods > 1 ? $"{pods} pods" : "";
}
