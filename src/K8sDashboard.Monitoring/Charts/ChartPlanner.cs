using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>Chooses the queries of a panel by the available metrics.</summary>
internal static class ChartPlanner
{
    public static ChartPlan Plan(ChartDefinition panel, ScrapedMetrics scraped) =>
        panel switch
        {
            ChartDefinition.OfNode of => OfNode(of.Metric, of.Node, scraped),
            ChartDefinition.OfPod { Metric: PodMetric.Network, Pod.HostNetwork: true } => HostNetwork,
            ChartDefinition.OfPod of => OfPod(of.Metric, of.Pod, scraped),
            ChartDefinition.OfWorkload { Metric: PodMetric.Network, Workload.HostNetwork: true } => HostNetwork,
            ChartDefinition.OfWorkload { Workload.Pods.Names.IsEmpty: true } => new ChartPlan.Cannot("There is no pod."),
            ChartDefinition.OfWorkload of => OfWorkload(of.Metric, of.Workload, scraped),
            _ => throw new InvalidOperationException(),
        };

    private static ChartPlan.Cannot HostNetwork => new("The host's network is used: its traffic is counted on the node.");

    // An exporter that is down has the node's history: it takes precedence over a cAdvisor that is up.
    private static ChartPlan OfNode(NodeMetric metric, NodeSubject node, ScrapedMetrics scraped)
    {
        if (Find(node, scraped.NodeExporters, scraped.PastNodeExporters) is { } exporter)
        {
            var ofExporter = NodeQueries.FromNodeExporter(metric, TargetOf(exporter));
            return new ChartPlan.Ask(ofExporter, scraped.IntervalOf(exporter["job"])) { Target = exporter };
        }

        if (
            Find(node, scraped.Cadvisors, scraped.PastCadvisors) is { } cadvisor
            && NodeQueries.FromCadvisor(metric, TargetOf(cadvisor)) is { IsEmpty: false } queries
        )
            return new ChartPlan.Ask(queries, scraped.IntervalOf(cadvisor["job"])) { Target = cadvisor };
        return new ChartPlan.Cannot(AbsentTargets.OfNode(node, scraped), IsAbsent: true);
    }

    private static LabelSet? Find(NodeSubject node, IEnumerable<LabelSet> now, IEnumerable<LabelSet> past) =>
        new NodeTargets(now).Find(node) ?? new NodeTargets(past).Find(node);

    private static ChartPlan OfPod(PodMetric metric, PodSubject pod, ScrapedMetrics scraped) =>
        OfPods(
            metric,
            new NameSet([pod.Name]),
            pod.Namespace,
            scraped,
            (source, _) =>
                new ChartPlan.Ask([.. ContainerQueries.OfPod(metric, source, pod.Namespace, pod.Name)], scraped.IntervalOf(source.Job))
        );

    private static ChartPlan OfWorkload(PodMetric metric, WorkloadSubject workload, ScrapedMetrics scraped)
    {
        var total = workload.Pods.Names.Length > 1 && metric is PodMetric.Cpu or PodMetric.Memory ? "all pods" : null;
        return OfPods(
            metric,
            workload.Pods,
            workload.Namespace,
            scraped,
            (source, pods) =>
                new ChartPlan.Ask(
                    [.. ContainerQueries.OfWorkload(metric, source, workload.Namespace, pods.Names)],
                    scraped.IntervalOf(source.Job),
                    total
                )
        );
    }

    // Each pod by the first source with a series of it: container runtimes differ by node and pod.
    private static ChartPlan OfPods(
        PodMetric metric,
        NameSet pods,
        string @namespace,
        ScrapedMetrics scraped,
        Func<PodMetricSource, NameSet, ChartPlan.Ask> ask
    )
    {
        if (From(scraped.PodSources.ToList(), pods) is { } first)
            return first;
        return new ChartPlan.Cannot(AbsentTargets.OfContainers(scraped), IsAbsent: true);

        ChartPlan.Ask? From(IReadOnlyList<PodMetricSource> sources, NameSet some)
        {
            for (var index = 0; index < sources.Count; index++)
            {
                var (source, rest) = (sources[index], sources.Skip(index + 1).ToList());
                if (ask(source, some) is not { Queries.IsEmpty: false } plan)
                    continue;
                var firstOfThem = ContainerQueries.In(@namespace, PodNameBatches.Of(some.Names, 1).First());
                return plan with
                {
                    Empty = Empty(metric),
                    Pods = some,
                    Up = span => HealthQueries.UpOfPods(source, firstOfThem, span),
                    Fallback = missing => From(rest, missing),
                };
            }

            return null;
        }
    }

    // The kernel counts throttling only where a CPU limit is set.
    private static string? Empty(PodMetric metric) =>
        metric is PodMetric.Throttling ? "Nothing was throttled: no container has a CPU limit, or none was scraped." : null;

    private static Matchers TargetOf(LabelSet labels) => Matchers.OfTarget(labels["job"], labels["instance"]);
}
