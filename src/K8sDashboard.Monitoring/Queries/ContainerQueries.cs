using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Monitoring.Readings;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// The charts of pods and their containers, from cAdvisor. A container that died leaves its series behind for up to five minutes,
/// beside those of the one that replaced it: of each container only one lives, so <c>max</c> picks it where <c>sum</c> would add ghosts.
/// </summary>
internal static class ContainerQueries
{
    /// <summary>cAdvisor refreshes a container every 10 to 18 seconds, however often it is scraped: a shorter window shows gaps.</summary>
    public static readonly TimeSpan LeastWindow = TimeSpan.FromSeconds(60);

    /// <summary>Each container by itself.</summary>
    public static PanelQuery[] OfPod(PodMetric metric, string job, string @namespace, string pod)
    {
        var pods = Pods(job, @namespace, [pod]);
        return metric switch
        {
            PodMetric.Cpu => [Of(Cpu(pods), "{{container}}")],
            PodMetric.Memory => [Of(Memory(pods), "{{container}}")],
            PodMetric.Throttling => [Of(Throttling(pods), "{{container}}")],
            PodMetric.Network => [Of(Network(pods, "receive"), "received"), Of(Network(pods, "transmit"), "sent")],
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>Each pod by itself, in as many queries as their names need.</summary>
    public static IEnumerable<PanelQuery> OfWorkload(PodMetric metric, string job, string @namespace, IEnumerable<string> pods)
    {
        foreach (var batch in PodNameBatches.Of(pods))
        {
            var some = Pods(job, @namespace, batch);
            switch (metric)
            {
                case PodMetric.Cpu:
                    yield return Of($"sum by (pod) ({Cpu(some)})", "{{pod}}");
                    break;
                case PodMetric.Memory:
                    yield return Of($"sum by (pod) ({Memory(some)})", "{{pod}}");
                    break;
                case PodMetric.Throttling:
                    yield return Of($"max by (pod) ({Throttling(some)})", "{{pod}}");
                    break;
                default:
                    yield return Of(Network(some, "receive"), "{{pod}} received");
                    yield return Of(Network(some, "transmit"), "{{pod}} sent");
                    break;
            }
        }
    }

    /// <summary>What the kubelet's own <c>/metrics/resource</c> knows, for clusters without cAdvisor; null where it knows nothing.</summary>
    public static PanelQuery? FromResourceMetrics(PodMetric metric, string job, string @namespace, IReadOnlyList<string> pods)
    {
        var some = Pods(job, @namespace, pods);
        return metric switch
        {
            PodMetric.Cpu => Of(ResourceCpu(some), "{{pod}}"),
            PodMetric.Memory => Of(ResourceMemory(some), "{{pod}}"),
            _ => null,
        };
    }

    private static Matchers Pods(string job, string @namespace, IReadOnlyList<string> pods) =>
        Matchers.None.Is(Label.Job, job).Is(Label.Namespace, @namespace).OneOf(Label.Pod, pods);

    /// <summary>The use of each pod as a whole, for a list: what the lines of its charts add up to.</summary>
    public static string OfPods(Gauge gauge, string job, Matchers pods)
    {
        var some = pods.Is(Label.Job, job);
        return $"sum by (namespace, pod) ({(gauge is Gauge.Cpu ? Cpu(some) : Memory(some))})";
    }

    /// <summary>The same from <c>/metrics/resource</c>.</summary>
    public static string OfPodsFromResourceMetrics(Gauge gauge, string job, Matchers pods)
    {
        var some = pods.Is(Label.Job, job);
        return gauge is Gauge.Cpu ? ResourceCpu(some) : ResourceMemory(some);
    }

    // Without these a pod counts three times: its own cgroup, the pause container, which has an image but no name, and the containers.
    private static Matchers Containers(Matchers pods) => pods.IsNot(Label.Container, "").IsNot(Label.Container, "POD").IsNot(Label.Image, "");

    private static string Cpu(Matchers pods) =>
        $"max by (namespace, pod, container) (sum without (cpu) (rate(container_cpu_usage_seconds_total{Containers(pods)}[$window])))";

    private static string Memory(Matchers pods) => $"max by (namespace, pod, container) (container_memory_working_set_bytes{Containers(pods)})";

    private static string ResourceCpu(Matchers pods) => $"max by (namespace, pod) (rate(pod_cpu_usage_seconds_total{pods}[$window]))";

    private static string ResourceMemory(Matchers pods) => $"max by (namespace, pod) (pod_memory_working_set_bytes{pods})";

    private static string Throttling(Matchers pods)
    {
        var named = pods.IsNot(Label.Container, "");
        return $"max by (pod, container) (rate(container_cpu_cfs_throttled_periods_total{named}[$window])"
            + $" / (rate(container_cpu_cfs_periods_total{named}[$window]) > 0))";
    }

    // The counters sit on the sandbox, which has no container name with containerd and "POD" with dockershim: so no filter here.
    private static string Network(Matchers pods, string direction) =>
        $"max by (pod) (sum without (interface) (rate(container_network_{direction}_bytes_total{pods}[$window])))";

    private static PanelQuery Of(string promQl, string legend) => new(promQl, legend, LeastWindow);
}
