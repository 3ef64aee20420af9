namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// Which metrics exist, and under which job. Neither job names nor Kubernetes' version tell that, since every installation
/// names its jobs in its own way.
/// </summary>
internal static class DiscoveryQueries
{
    /// <summary>What every Prometheus that scrapes something can answer.</summary>
    public const string Alive = "count(up)";

    public const string NodeExporter = "node_uname_info";
    public const string Machine = "machine_cpu_cores";

    /// <summary>One series per node-exporter and per cAdvisor: their labels say which node they are of.</summary>
    public const string Nodes = $"{{__name__=~\"{NodeExporter}|{Machine}\"}}";

    /// <summary>How many containers each job knows.</summary>
    public const string Containers = "count by (job) (container_cpu_usage_seconds_total{container!=\"\",container!=\"POD\",image!=\"\"})";

    /// <summary>The same from the kubelet's <c>/metrics/resource</c>.</summary>
    public const string Pods = "count by (job) (pod_cpu_usage_seconds_total)";
}
