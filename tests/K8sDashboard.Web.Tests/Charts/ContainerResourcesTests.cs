using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Tests.Charts;

public sealed class ContainerResourcesTests
{
    private static readonly ContainerResources App = new("app", 0.1, 0.5, 64, 128);
    private static readonly ContainerResources Proxy = new("proxy", 0.05, null, null, 32);

    [Fact]
    public void One_container_has_plain_lines() =>
        Assert.Equal([new ChartLimit("request", 0.1), new ChartLimit("limit", 0.5)], ContainerResources.LinesOf([App], PodMetric.Cpu));

    [Fact]
    public void Several_containers_have_lines_with_their_names() => Assert.Equal(
        [new ChartLimit("app request", 64), new ChartLimit("app limit", 128), new ChartLimit("proxy limit", 32)],
        ContainerResources.LinesOf([App, Proxy], PodMetric.Memory));

    [Fact]
    public void A_pod_has_no_limit_where_one_of_its_containers_has_none()
    {
        Assert.Equal(["pod request"], ContainerResources.LinesOfOnePod([App, Proxy], PodMetric.Cpu).Select(line => line.Name));
        Assert.Equal([new ChartLimit("pod request", 64), new ChartLimit("pod limit", 160)], ContainerResources.LinesOfOnePod([App, Proxy], PodMetric.Memory));
    }

    [Fact]
    public void Traffic_has_no_limits() => Assert.Empty(ContainerResources.LinesOf([App], PodMetric.Network));
}
