using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Panels;

/// <summary>Chooses the queries of a panel by which metrics exist.</summary>
internal static class PanelPlanner
{
    public static PanelPlan Plan(Panel panel, ScrapedMetrics scraped) => panel switch
    {
        Panel.OfNode of => OfNode(of.Metric, of.Node, scraped),
        Panel.OfPod { Metric: PodMetric.Network, Pod.HostNetwork: true } => HostNetwork,
        Panel.OfPod of => OfPod(of.Metric, of.Pod, scraped),
        Panel.OfWorkload { Metric: PodMetric.Network, Workload.HostNetwork: true } => HostNetwork,
        Panel.OfWorkload { Workload.Pods.Names.IsEmpty: true } => new PanelPlan.Cannot("There is no pod."),
        Panel.OfWorkload of => OfWorkload(of.Metric, of.Workload, scraped),
        _ => throw new InvalidOperationException(),
    };

    private static PanelPlan.Cannot HostNetwork => new("The host's network is used: its traffic is counted on the node.");

    private static PanelPlan OfNode(NodeMetric metric, NodeSubject node, ScrapedMetrics scraped)
    {
        if (new NodeTargets(scraped.NodeExporters).Find(node) is { } exporter)
            return new PanelPlan.Ask(NodeQueries.FromNodeExporter(metric, TargetOf(exporter)), scraped.IntervalOf(exporter["job"]));
        if (new NodeTargets(scraped.Cadvisors).Find(node) is { } cadvisor && NodeQueries.FromCadvisor(metric, TargetOf(cadvisor)) is { IsEmpty: false } queries)
            return new PanelPlan.Ask(queries, scraped.IntervalOf(cadvisor["job"]));
        return new PanelPlan.Cannot(AbsentTargets.OfNode(node, scraped));
    }

    private static PanelPlan OfPod(PodMetric metric, PodSubject pod, ScrapedMetrics scraped)
    {
        if (scraped.ContainerJob is { } job)
            return new PanelPlan.Ask([.. ContainerQueries.OfPod(metric, job, pod.Namespace, pod.Name)], scraped.IntervalOf(job), Empty: Empty(metric));
        return scraped.ResourceJob is { } resource && ContainerQueries.FromResourceMetrics(metric, resource, pod.Namespace, [pod.Name]) is { } query
            ? new PanelPlan.Ask([query], scraped.IntervalOf(resource))
            : NoCadvisor(scraped);
    }

    private static PanelPlan OfWorkload(PodMetric metric, WorkloadSubject workload, ScrapedMetrics scraped)
    {
        var names = workload.Pods.Names;
        var total = names.Length > 1 && metric is PodMetric.Cpu or PodMetric.Memory ? "all pods" : null;
        if (scraped.ContainerJob is { } job)
            return new PanelPlan.Ask([.. ContainerQueries.OfWorkload(metric, job, workload.Namespace, names)], scraped.IntervalOf(job), total, Empty(metric));
        if (scraped.ResourceJob is not { } resource) return NoCadvisor(scraped);
        var queries = PodNameBatches.Of(names)
            .Select(batch => ContainerQueries.FromResourceMetrics(metric, resource, workload.Namespace, batch))
            .OfType<PanelQuery>()
            .ToArray();
        return queries.Length > 0 ? new PanelPlan.Ask([.. queries], scraped.IntervalOf(resource), total) : NoCadvisor(scraped);
    }

    // The kernel counts throttling only of what has a limit.
    private static string? Empty(PodMetric metric) =>
        metric is PodMetric.Throttling ? "Nothing was throttled: no container has a CPU limit, or none was scraped." : null;

    private static PanelPlan.Cannot NoCadvisor(ScrapedMetrics scraped) => new(AbsentTargets.OfContainers(scraped));

    private static Matchers TargetOf(LabelSet labels) => Matchers.None.Is(Label.Job, labels["job"]).Is(Label.Instance, labels["instance"]);
}
