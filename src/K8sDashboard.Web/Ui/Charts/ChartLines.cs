using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Usage;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>Reference lines of a pod template: its containers' requests and limits.</summary>
public static class ChartLines
{
    public static ContainerResources Of(ContainerTemplate container) =>
        new(container.Name, container.Requests.Cpu, container.Limits.Cpu, container.Requests.Memory, container.Limits.Memory);

    /// <summary>
    /// Of one whole pod of a workload: the newest, as the scheduler counts it; without pods, from the template's containers.
    /// </summary>
    public static ImmutableArray<ContainerResources> OfOnePod(IEnumerable<Pod> pods, ImmutableArray<ContainerTemplate> template)
    {
        if (pods.MaxBy(pod => pod.Created) is not { } newest)
            return [.. template.Select(Of)];
        var (cpu, memory) = (UsageBudget.Of(UsageMetric.Cpu, newest), UsageBudget.Of(UsageMetric.Memory, newest));
        return [new("pod", cpu.Request, cpu.Limit, memory.Request, memory.Limit)];
    }
}
