namespace K8sDashboard.Monitoring.Panels;

/// <summary>Says why Prometheus has nothing of a pod or a node: never scraped, not of this node, or down with its error.</summary>
internal static class AbsentTargets
{
    public static string OfContainers(ScrapedMetrics scraped)
    {
        var down = scraped.Targets.FirstOrDefault(target => !target.Up
            && (target.Job.Contains("cadvisor", StringComparison.OrdinalIgnoreCase) || target.Job.Contains("kubelet", StringComparison.OrdinalIgnoreCase)));
        return down is null ? "cAdvisor is not scraped (container_cpu_usage_seconds_total is absent)." : Down(down);
    }

    public static string OfNode(NodeSubject node, ScrapedMetrics scraped) => DownOn(node, scraped) ?? (scraped.NodeExporters.IsEmpty
        ? NoExporter
        : $"None of the {scraped.NodeExporters.Length} scraped node-exporters is of {node.Name}.");

    public static string NoExporter => "No node-exporter is scraped (node_uname_info is absent).";

    private static string? DownOn(NodeSubject node, ScrapedMetrics scraped)
    {
        var down = scraped.Targets.Where(target => !target.Up && target.Job.Contains("node", StringComparison.OrdinalIgnoreCase)).ToList();
        var labels = new NodeTargets(down.Select(target => target.Labels)).Find(node);
        return down.Find(target => target.Labels == labels) is { } found ? Down(found) : null;
    }

    private static string Down(ScrapeTarget target) => $"The target {target.Labels["instance"]} of job {target.Job} is down: {target.LastError}";
}
