using System.Collections.Immutable;
using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Readings;

/// <summary>Asks how busy and how full nodes are: of their node-exporters, and of cAdvisor where a node has none.</summary>
public sealed class NodeReadings(PrometheusClient prometheus, MetricDiscovery discovery)
{
    /// <summary>Each node's share in use, 1 being all of it; for disks of the fullest file system.</summary>
    public async Task<ReadingAnswer<TKey>> LoadAsync<TKey>(
        Gauge gauge, IReadOnlyCollection<(TKey Key, NodeSubject Node)> nodes, DateTimeOffset at, CancellationToken cancellation)
        where TKey : notnull
    {
        var answer = await discovery.DiscoverAsync(cancellation);
        if (answer is not PrometheusAnswer<ScrapedMetrics>.Data { Value: var scraped }) return new ReadingAnswer<TKey>.Unavailable(answer.Trouble!);
        if (scraped.NodeExporters.IsEmpty && scraped.Cadvisors.IsEmpty && scraped.Targets.All(target => target.Up))
            return new ReadingAnswer<TKey>.NotScraped(AbsentTargets.NoExporter);

        var joined = Join(nodes, scraped);
        var queries = joined.Select(one => one.Target).OfType<Target>().Distinct().GroupBy(target => (target.Job, target.IsExporter))
            .SelectMany(job => Queries(gauge, job.Key.Job, job.Key.IsExporter, job.Select(target => target.Instance), scraped.IntervalOf(job.Key.Job)));
        return await prometheus.InstantAsync(queries, at, cancellation) switch
        {
            PrometheusAnswer<ImmutableArray<Sample>>.Data data => Read(joined, data, scraped),
            var trouble => new ReadingAnswer<TKey>.Unavailable(trouble.Trouble!),
        };
    }

    private static List<(TKey Key, NodeSubject Node, Target? Target)> Join<TKey>(IReadOnlyCollection<(TKey Key, NodeSubject Node)> nodes, ScrapedMetrics scraped)
    {
        var (exporters, cadvisors) = (new NodeTargets(scraped.NodeExporters), new NodeTargets(scraped.Cadvisors));
        return [.. nodes.Select(one => (
            one.Key,
            one.Node,
            exporters.Find(one.Node) is { } exporter ? new Target(exporter["job"], exporter["instance"], true)
                : cadvisors.Find(one.Node) is { } cadvisor ? new Target(cadvisor["job"], cadvisor["instance"], false)
                : null))];
    }

    // One query for all nodes of a job: never one a node.
    private static IEnumerable<string> Queries(Gauge gauge, string job, bool exporter, IEnumerable<string> instances, TimeSpan scrape)
    {
        var ofJob = Matchers.None.Is(Label.Job, job);
        var batches = PodNameBatches.Of(instances.Order(StringComparer.Ordinal)).ToList();
        var selections = batches.Count <= PodGaugeQueries.MaxBatches ? batches.Select(batch => ofJob.OneOf(Label.Instance, batch)) : [ofJob];
        return selections
            .Select(targets => exporter ? NodeShares.FromNodeExporter(gauge, targets) : NodeShares.FromCadvisor(gauge, targets))
            .Select(query => RateWindow.Into(query, ReadingSteps.Step, scrape, exporter ? TimeSpan.Zero : ContainerQueries.LeastWindow));
    }

    private static ReadingAnswer<TKey>.Readings Read<TKey>(
        List<(TKey Key, NodeSubject Node, Target? Target)> joined, PrometheusAnswer<ImmutableArray<Sample>>.Data data, ScrapedMetrics scraped)
        where TKey : notnull
    {
        var byTarget = data.Value.Where(sample => double.IsFinite(sample.Value)).ToLookup(sample => (sample.Labels["job"], sample.Labels["instance"]));
        return new(
            joined.ToImmutableDictionary(one => one.Key, one => one.Target is { } target
                ? Read(byTarget[(target.Job, target.Instance)], target)
                : new Reading.NoData(AbsentTargets.OfNode(one.Node, scraped))),
            data.Warnings);
    }

    private static Reading Read(IEnumerable<Sample> samples, Target target) => samples.MaxBy(sample => sample.Value) is { } fullest
        ? new Reading.Value(fullest.Value, string.Join(", ", new[] { fullest.Labels["device"], target.IsExporter ? "" : "by cAdvisor" }.Where(word => word.Length > 0)))
        : new Reading.NoData($"No sample of the target {target.Instance} of job {target.Job}.");

    private sealed record Target(string Job, string Instance, bool IsExporter);
}
