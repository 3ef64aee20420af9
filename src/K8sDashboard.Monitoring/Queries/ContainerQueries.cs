using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>The queries of pods and containers for charts and columns, for each pod from the source that has samples of it.</summary>
internal static class ContainerQueries
{
    /// <summary>cAdvisor's housekeeping updates a container every 10 to 18 seconds: a shorter window shows gaps.</summary>
    public static readonly TimeSpan LeastWindow = TimeSpan.FromSeconds(60);

    /// <summary>The number of selectors in a usage query.</summary>
    public const int Selectors = 3;

    private const string Window = "$window";

    /// <summary>By container, or by pod where the source has no containers; empty where it lacks the metric.</summary>
    public static IEnumerable<ChartQuery> OfPod(PodMetric metric, PodMetricSource source, string @namespace, string pod) =>
        metric is PodMetric.Network ? NetworkOf(source, In(@namespace, [pod]), "received", "sent")
        : Lines(metric, source, In(@namespace, [pod])) is { } lines ? [Of(lines, source.Legend)]
        : [];

    /// <summary>By pod, split into as many queries as the names need.</summary>
    public static IEnumerable<ChartQuery> OfWorkload(PodMetric metric, PodMetricSource source, string @namespace, IEnumerable<string> pods)
    {
        foreach (var batch in PodNameBatches.Of(pods, metric is PodMetric.Throttling ? Selectors + 1 : Selectors))
        {
            var some = In(@namespace, batch);
            if (metric is PodMetric.Network)
            {
                foreach (var query in NetworkOf(source, some, "{{pod}} received", "{{pod}} sent"))
                    yield return query;
            }
            else if (Lines(metric, source, some) is { } lines)
            {
                yield return Of($"{(metric is PodMetric.Throttling ? "max" : "sum")} by (pod) ({lines})", "{{pod}}");
            }
        }
    }

    /// <summary>The usage by pod for a list: the sum of the lines of its chart.</summary>
    public static string OfPods(UsageMetric metric, PodMetricSource source, Matchers pods) =>
        $"sum by (namespace, pod) ({(metric is UsageMetric.Cpu ? Cpu(source, pods) : Memory(source, pods))})";

    /// <summary>
    /// The start times by pod of the containers that <see cref="OfPods(UsageMetric, PodMetricSource, Matchers)"/> measures.
    /// </summary>
    public static string Origin(UsageMetric metric, PodMetricSource source, Matchers pods) =>
        metric is UsageMetric.Cpu
            ? source.Origin(source.CpuCounter, source.Select(pods), Window)
            : source.Origin(source.Memory, source.Select(pods));

    /// <summary>The same from the first source with samples of the pod, in one query, since a ranking needs all pods at once.</summary>
    public static string OfPods(UsageMetric metric, IEnumerable<PodMetricSource> sources, Matchers pods) =>
        string.Join(" or on (namespace, pod) ", sources.Select(source => OfPods(metric, source, pods)));

    public static Matchers In(string @namespace, IReadOnlyCollection<string> pods) =>
        Matchers.None.Is(Label.Namespace, @namespace).OneOf(Label.Pod, pods);

    private static string? Lines(PodMetric metric, PodMetricSource source, Matchers pods) =>
        metric switch
        {
            PodMetric.Cpu => Cpu(source, pods),
            PodMetric.Memory => Memory(source, pods),
            PodMetric.Throttling when source.Rows is not PodRows.ResourceMetrics => Throttling(source, pods),
            _ => null,
        };

    private static string Cpu(PodMetricSource source, Matchers pods)
    {
        var rows = source.Select(pods);
        return source.Newest($"sum without (cpu) (rate({source.CpuCounter}{rows}[{Window}]))", source.CpuCounter, rows, Window);
    }

    private static string Memory(PodMetricSource source, Matchers pods)
    {
        var rows = source.Select(pods);
        return source.Newest(source.Memory + rows, source.Memory, rows);
    }

    private static string Throttling(PodMetricSource source, Matchers pods)
    {
        const string Periods = "container_cpu_cfs_periods_total";
        var rows = source.Select(pods);
        return source.Newest(
            $"rate(container_cpu_cfs_throttled_periods_total{rows}[{Window}]) / (rate({Periods}{rows}[{Window}]) > 0)",
            Periods,
            rows,
            Window
        );
    }

    private static IEnumerable<ChartQuery> NetworkOf(PodMetricSource source, Matchers pods, string received, string sent) =>
        source.Rows is PodRows.Containers
            ? [Of(Network(source, pods, "receive"), received), Of(Network(source, pods, "transmit"), sent)]
            : [];

    // Network counters are those of the sandbox, whose container name is empty with containerd and "POD" with dockershim, or of the pod's
    // cgroup: so no filter here. A recreated sandbox is found by its newest sample, since start times exist for containers too.
    private static string Network(PodMetricSource source, Matchers pods, string direction)
    {
        var counter = $"container_network_{direction}_bytes_total{pods.Is(Label.Job, source.Job)}";
        return $"max by (namespace, pod) (sum without (interface) (rate({counter}[{Window}]))"
            + $" and on (namespace, pod, id, name) topk by (namespace, pod) (1, timestamp({counter})))";
    }

    private static ChartQuery Of(string promQl, string legend) => new(promQl, legend, LeastWindow);
}
