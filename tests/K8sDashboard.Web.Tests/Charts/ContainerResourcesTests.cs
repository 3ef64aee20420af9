using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Tests.Charts;

public sealed class ContainerResourcesTests
{
    private static readonly ContainerResources App = new("app", 0.1, 0.5, 64, 128);
    private static readonly ContainerResources Proxy = new("proxy", 0.05, null, null, 32);

    [Fact]
    public void ContainerResources_OneContainer_NamesLinesRequestAndLimit() =>
        Assert.Equal([new ChartLimit("request", 0.1), new ChartLimit("limit", 0.5)], ContainerResources.LinesOf([App], PodMetric.Cpu));

    [Fact]
    public void ContainerResources_SeveralContainers_PrefixesLinesWithContainerNames() =>
        Assert.Equal(
            [new ChartLimit("app request", 64), new ChartLimit("app limit", 128), new ChartLimit("proxy limit", 32)],
            ContainerResources.LinesOf([App, Proxy], PodMetric.Memory)
        );

    [Fact]
    public void ContainerResources_ContainerWithoutLimit_GivesNoPodLimit()
    {
        Assert.Equal(["pod request"], ContainerResources.LinesOfOnePod([App, Proxy], PodMetric.Cpu).Select(line => line.Name));
        Assert.Equal(
            [new ChartLimit("pod request", 64), new ChartLimit("pod limit", 160)],
            ContainerResources.LinesOfOnePod([App, Proxy], PodMetric.Memory)
        );
    }

    [Fact]
    public void ContainerResources_NetworkMetric_HasNoLimitLines() => Assert.Empty(ContainerResources.LinesOf([App], PodMetric.Network));
}
