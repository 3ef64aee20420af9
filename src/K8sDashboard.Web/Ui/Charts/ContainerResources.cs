using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>Requests and limits of one container: CPU in cores, memory in bytes, null where unset.</summary>
public sealed record ContainerResources(string Name, double? CpuRequest, double? CpuLimit, double? MemoryRequest, double? MemoryLimit)
{
    /// <summary>Reference lines of a pod's chart: one per container, as its series are.</summary>
    public static ImmutableArray<ChartLimit> LinesOf(IReadOnlyCollection<ContainerResources> containers, PodMetric metric) =>
        [.. containers.SelectMany(container => Lines(containers.Count > 1 ? container.Name + " " : "", container.Of(metric)))];

    /// <summary>Reference lines of a workload's chart: of one whole pod; a limit only where each container has one.</summary>
    public static ImmutableArray<ChartLimit> LinesOfOnePod(IReadOnlyCollection<ContainerResources> containers, PodMetric metric) =>
        [
            .. Lines(
                "pod ",
                (
                    containers.All(container => container.Of(metric).Request is null)
                        ? null
                        : containers.Sum(container => container.Of(metric).Request ?? 0),
                    containers.All(container => container.Of(metric).Limit is not null)
                        ? containers.Sum(container => container.Of(metric).Limit)
                        : null
                )
            ),
        ];

    private (double? Request, double? Limit) Of(PodMetric metric) =>
        metric switch
        {
            PodMetric.Cpu => (CpuRequest, CpuLimit),
            PodMetric.Memory => (MemoryRequest, MemoryLimit),
            _ => (null, null),
        };

    private static IEnumerable<ChartLimit> Lines(string prefix, (double? Request, double? Limit) values)
    {
        if (values.Request is > 0 and { } request)
            yield return new ChartLimit(prefix + "request", request);
        if (values.Limit is > 0 and { } limit)
            yield return new ChartLimit(prefix + "limit", limit);
    }
}
