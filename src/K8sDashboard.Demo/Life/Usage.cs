using System.Globalization;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Metrics.V1Beta1;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Life;

/// <summary>metrics-server: the current usage of nodes and pods.</summary>
public sealed class Usage(LivingCluster cluster, TimeProvider time) : IUsage
{
    private const long Window = 15_000_000_000; // nanoseconds

    public IReadOnlyList<NodeMetrics> Nodes() =>
        cluster.Read(_ =>
            cluster
                .Hosts.Where(host => host.Alive)
                .OrderBy(host => host.Machine.Name, StringComparer.Ordinal)
                .Select(host =>
                {
                    var metrics = new NodeMetrics
                    {
                        Metadata = new ObjectMeta { Name = host.Machine.Name },
                        Timestamp = time.GetUtcNow().ToTime(),
                        Window = new Duration { Duration_ = Window },
                    };
                    Fill(metrics.Usage, host.Meter.Cores, host.Meter.MemoryBytes);
                    return metrics;
                })
                .ToList()
        );

    public IReadOnlyList<PodMetrics> Pods(string? ns) =>
        cluster.Read(_ =>
            cluster
                .Hosts.Where(host => host.Alive)
                .SelectMany(host => host.Running)
                .Where(one => ns is null || one.Namespace == ns)
                .GroupBy(one => (one.Namespace, one.Pod))
                .OrderBy(pod => pod.Key.Namespace, StringComparer.Ordinal)
                .ThenBy(pod => pod.Key.Pod, StringComparer.Ordinal)
                .Select(pod =>
                {
                    var metrics = new PodMetrics
                    {
                        Metadata = new ObjectMeta { Namespace = pod.Key.Namespace, Name = pod.Key.Pod },
                        Timestamp = time.GetUtcNow().ToTime(),
                        Window = new Duration { Duration_ = Window },
                    };
                    metrics.Containers.Add(pod.Select(Of));
                    return metrics;
                })
                .ToList()
        );

    private ContainerMetrics Of(RunningContainer one)
    {
        var metrics = new ContainerMetrics { Name = one.Name };
        Fill(metrics.Usage, cluster.Consumption.Cores(one, time.GetUtcNow()), cluster.Consumption.WorkingSet(one, time.GetUtcNow()));
        return metrics;
    }

    private static void Fill(Google.Protobuf.Collections.MapField<string, Quantity> usage, double cores, double bytes)
    {
        usage["cpu"] = new Quantity { String = Math.Round(cores * 1e9).ToString(CultureInfo.InvariantCulture) + "n" };
        usage["memory"] = new Quantity { String = Math.Round(bytes / 1024).ToString(CultureInfo.InvariantCulture) + "Ki" };
    }
}
