namespace K8sDashboard.Monitoring.Charts;

/// <summary>Why Prometheus has no samples of a pod or node: never scraped, another node's, or down with its scrape error.</summary>
internal static class AbsentTargets
{
    /// <summary>Whether the target is down and, by its job's name, a node exporter or a kubelet.</summary>
    public static bool IsDown(ScrapeTarget target) => !target.Up && (IsOfContainers(target) || IsOfNode(target));

    public static string OfContainers(ScrapedMetrics scraped)
    {
        var down = scraped.Targets.FirstOrDefault(target => !target.Up && IsOfContainers(target));
        if (down is not null)
            return Down(down);
        return scraped.Cadvisors.IsEmpty
            ? "cAdvisor is not scraped (container_cpu_usage_seconds_total is absent)."
            : "cAdvisor is scraped, and its rows name no pods (the label pod of container_cpu_usage_seconds_total).";
    }

    public static string OfNode(NodeSubject node, ScrapedMetrics scraped) =>
        DownOn(node, scraped)
        ?? (
            scraped.NodeExporters.IsEmpty
                ? NoExporter
                : $"None of the {scraped.NodeExporters.Length} scraped node-exporters is of {node.Name}."
        );

    public static string NoExporter => "No node-exporter is scraped (node_uname_info is absent).";

    private static string? DownOn(NodeSubject node, ScrapedMetrics scraped)
    {
        var down = scraped.Targets.Where(target => !target.Up && IsOfNode(target)).ToList();
        var labels = new NodeTargets(down.Select(target => target.Labels)).Find(node);
        return down.Find(target => target.Labels == labels) is { } found ? Down(found) : null;
    }

    private static bool IsOfNode(ScrapeTarget target) => target.Job.Contains("node", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfContainers(ScrapeTarget target) =>
        target.Job.Contains("cadvisor", StringComparison.OrdinalIgnoreCase)
        || target.Job.Contains("kubelet", StringComparison.OrdinalIgnoreCase);

    public static string Down(string job, string instance, string reason) =>
        $"The target {instance} of job {job} is down{(reason.Length == 0 ? "." : $": {reason}")}";

    private static string Down(ScrapeTarget target) => Down(target.Job, target.Labels["instance"], target.LastError);
}
