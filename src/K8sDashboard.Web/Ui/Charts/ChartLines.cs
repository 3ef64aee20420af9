using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>What the charts draw of a container's template: its requests and limits.</summary>
public static class ChartLines
{
    public static ContainerResources Of(ContainerTemplate container) =>
        new(container.Name, container.Requests.Cpu, container.Limits.Cpu, container.Requests.Memory, container.Limits.Memory);
}
