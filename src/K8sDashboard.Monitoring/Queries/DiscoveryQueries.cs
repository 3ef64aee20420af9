using System.Collections.Immutable;

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
    public const string ContainerCpu = "container_cpu_usage_seconds_total";
    public const string PodCpu = "pod_cpu_usage_seconds_total";

    /// <summary>One series per node-exporter and per cAdvisor: their labels say which node they are of.</summary>
    public const string Nodes = $"{{__name__=~\"{NodeExporter}|{Machine}\"}}";

    /// <summary>
    /// How many rows of containers and of whole pods each job has from cAdvisor: some runtimes have the latter alone. The kubelet's
    /// <c>/metrics/resource</c> repeats containers without an image.
    /// </summary>
    public const string Containers =
        $"count by (job) ({ContainerCpu}{{pod!=\"\",container!=\"\",container!=\"POD\",image!=\"\"}}"
        + $" or {ContainerCpu}{{pod!=\"\",container=\"\"}})";

    /// <summary>How many pods each job has from the kubelet's <c>/metrics/resource</c>.</summary>
    public const string Pods = $"count by (job) ({PodCpu})";

    /// <summary>The same of these pods alone, for a search in the past.</summary>
    public static ImmutableArray<string> OfPods(Matchers pods) => [ContainerCpu + pods, PodCpu + pods];
}
