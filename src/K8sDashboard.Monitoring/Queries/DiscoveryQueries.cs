using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// Queries to discover the available metrics and their jobs. Neither job names nor Kubernetes' version determine them, since every
/// installation names its jobs differently.
/// </summary>
internal static class DiscoveryQueries
{
    /// <summary>Answered by every Prometheus that scrapes something.</summary>
    public const string Alive = "count(up)";

    public const string NodeExporter = "node_uname_info";
    public const string Machine = "machine_cpu_cores";
    public const string ContainerCpu = "container_cpu_usage_seconds_total";
    public const string PodCpu = "pod_cpu_usage_seconds_total";

    /// <summary>One series per node-exporter and per cAdvisor, whose labels identify the node.</summary>
    public const string Nodes = $"{{__name__=~\"{NodeExporter}|{Machine}\"}}";

    /// <summary>
    /// The number of container and pod rows by job from cAdvisor: some runtimes only have the latter. The kubelet's
    /// <c>/metrics/resource</c> repeats containers without an image label.
    /// </summary>
    public const string Containers =
        $"count by (job) ({ContainerCpu}{{pod!=\"\",container!=\"\",container!=\"POD\",image!=\"\"}}"
        + $" or {ContainerCpu}{{pod!=\"\",container=\"\"}})";

    /// <summary>The number of pods by job from the kubelet's <c>/metrics/resource</c>.</summary>
    public const string Pods = $"count by (job) ({PodCpu})";

    /// <summary>The same for these pods only, to search a past range.</summary>
    public static ImmutableArray<string> OfPods(Matchers pods) => [ContainerCpu + pods, PodCpu + pods];
}
