using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// The chart queries of a node, from its node-exporter; CPU, memory, network and file systems from cAdvisor as a fallback.
/// </summary>
internal static class NodeQueries
{
    // Virtual interfaces: their traffic is counted by the node's own interface already.
    private const string VirtualInterfaces =
        "lo|veth.*|cali.*|cni.*|docker.*|flannel.*|cilium.*|lxc.*|br-.*|ifb.*|tunl.*|kube-ipvs.*|nodelocaldns";
    private const string NoDisks = "loop.*|ram.*|zram.*|sr.*|dm-.*";

    /// <param name="metric">The metric.</param>
    /// <param name="target">The job and instance of the node's exporter.</param>
    public static ImmutableArray<ChartQuery> FromNodeExporter(NodeMetric metric, Matchers target) =>
        metric switch
        {
            NodeMetric.Cpu => [new(NodeShares.Busy(target, ""), "busy")],
            NodeMetric.CpuByMode => [new(NodeShares.ByMode(target), "{{mode}}")],
            NodeMetric.Memory =>
            [
                new(NodeShares.MemoryUsed(target), "used"),
                new($"node_memory_Cached_bytes{target} + node_memory_Buffers_bytes{target}", "cache and buffers"),
                new($"node_memory_MemTotal_bytes{target}", "total"),
            ],
            NodeMetric.Load =>
            [
                new($"node_load1{target}", "1 min"),
                new($"node_load5{target}", "5 min"),
                new($"node_load15{target}", "15 min"),
                new($"count(node_cpu_seconds_total{target.Is(Label.Mode, "idle")})", "cores"),
            ],
            NodeMetric.Network =>
            [
                new(
                    $"rate(node_network_receive_bytes_total{target.Unlike(Label.Device, VirtualInterfaces)}[$window])",
                    "{{device}} received"
                ),
                new($"rate(node_network_transmit_bytes_total{target.Unlike(Label.Device, VirtualInterfaces)}[$window])", "{{device}} sent"),
            ],
            NodeMetric.NetworkFaults => [NetworkFaults(target, "errs", "errors"), NetworkFaults(target, "drop", "drops")],
            NodeMetric.FileSystems => [new(NodeShares.FileSystems(target, "device"), "{{device}}")],
            NodeMetric.DiskIo =>
            [
                new(
                    $"sum by (device) (rate(node_disk_read_bytes_total{target.Unlike(Label.Device, NoDisks)}[$window]))",
                    "{{device}} read"
                ),
                new(
                    $"sum by (device) (rate(node_disk_written_bytes_total{target.Unlike(Label.Device, NoDisks)}[$window]))",
                    "{{device}} written"
                ),
            ],
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The same from the node's root cgroup; empty where cAdvisor lacks the metric.</summary>
    public static ImmutableArray<ChartQuery> FromCadvisor(NodeMetric metric, Matchers target)
    {
        var root = target.Is(Label.Id, "/");
        return metric switch
        {
            NodeMetric.Cpu =>
            [
                Cadvisor($"sum(rate(container_cpu_usage_seconds_total{root}[$window])) / sum(machine_cpu_cores{target})", "busy"),
            ],
            NodeMetric.Memory =>
            [
                Cadvisor($"max(container_memory_working_set_bytes{root})", "working set"),
                Cadvisor($"max(machine_memory_bytes{target})", "total"),
            ],
            NodeMetric.Network =>
            [
                Cadvisor($"sum by (interface) (rate(container_network_receive_bytes_total{root}[$window]))", "{{interface}} received"),
                Cadvisor($"sum by (interface) (rate(container_network_transmit_bytes_total{root}[$window]))", "{{interface}} sent"),
            ],
            NodeMetric.FileSystems => [Cadvisor(NodeShares.CadvisorFileSystems(target, "device"), "{{device}}")],
            _ => [],
        };
    }

    private static ChartQuery Cadvisor(string promQl, string legend) => new(promQl, legend, ContainerQueries.LeastWindow);

    private static ChartQuery NetworkFaults(Matchers target, string counter, string legend)
    {
        var devices = target.Unlike(Label.Device, VirtualInterfaces);
        return new(
            $"sum(rate(node_network_receive_{counter}_total{devices}[$window])"
                + $" + rate(node_network_transmit_{counter}_total{devices}[$window]))",
            legend
        );
    }
}
