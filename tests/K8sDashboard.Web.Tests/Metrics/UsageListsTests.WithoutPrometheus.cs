using System.Text.Json.Nodes;
using Bunit;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Monitoring;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Metrics;

public sealed partial class UsageListsTests
{
    [Fact]
    public async Task PodsPage_NoPrometheusAndNoMetricsServer_ShowsReasonOnceAndStaysInNameOrder()
    {
        context.Prometheus = new PrometheusSource.Missing("No Prometheus was found.");

        var page = await OpenAsync<PodsPage>(
            EmptyCluster.WithPods(Live(Pod("a"), Pod("b"))),
            "/pods?sort=-cpu",
            "CPU, memory: No Prometheus was found. Not sorted by CPU."
        );

        Assert.Single(page.FindAll("[role=note]"));
        Assert.Equal(("–", "No Prometheus was found."), Cell(page, "a", "CPU"));
        Assert.Equal(["a", "b"], page.Table("Pods").RowNames());
    }

    [Fact]
    public async Task PodsPage_MetricsServerOnly_ShowsItsUsageAndNamesTheSource()
    {
        context.Prometheus = new PrometheusSource.Missing("No Prometheus was found.");
        var asked = new List<string>();
        context.ApiAnswers = path =>
        {
            asked.Add(path);
            return new ApiAnswer.Success(
                JsonNode
                    .Parse(
                        """
                        {"items":[
                          {"metadata":{"namespace":"shop","name":"web-1"},"containers":[
                            {"name":"a","usage":{"cpu":"12345678n","memory":"5Mi"}},
                            {"name":"b","usage":{"cpu":"2m","memory":"1Mi"}}]},
                          {"metadata":{"namespace":"shop","name":"half"},"containers":[
                            {"name":"a","usage":{"cpu":"1","memory":"5Mi"}},
                            {"name":"b","usage":{}}]},
                          {"metadata":{"namespace":"shop","name":"odd"},"containers":"none"}]}
                        """
                    )!
                    .AsObject()
            );
        };

        var page = await OpenAsync<PodsPage>(
            EmptyCluster.WithPods(Live(Pod(), Pod("half"), Pod("odd"))),
            "/pods?ns=shop",
            "CPU, memory: by metrics-server, which has no history. No Prometheus was found."
        );

        Assert.Equal(("15m", "6Mi"), (page.Table("Pods").Row("web-1")["CPU"], page.Table("Pods").Row("web-1")["MEMORY"]));
        Assert.Equal(("–", "–"), (page.Table("Pods").Row("half")["CPU"], page.Table("Pods").Row("odd")["CPU"]));
        Assert.Equal(["apis/metrics.k8s.io/v1beta1/namespaces/shop/pods"], asked);
    }

    [Fact]
    public async Task NodesPage_MetricsServerOnly_ShowsCpuAndMemorySharesAndNoDisk()
    {
        context.Prometheus = new PrometheusSource.Missing("No Prometheus was found.");
        context.ApiAnswers = _ => new ApiAnswer.Success(
            JsonNode.Parse("""{"items":[{"metadata":{"name":"n1"},"usage":{"cpu":"1","memory":"2Gi"}}]}""")!.AsObject()
        );
        var node = Node("n1") with { Capacity = new(4, 8 * 1024 * Mi, null, 110) };

        var page = await OpenAsync<NodesPage>(
            EmptyCluster.WithNodes(Live(node, Node("n2"))),
            "/nodes",
            "by metrics-server, which has no history"
        );

        Assert.Equal(
            ("25%", "25%", "–"),
            (page.Table("Nodes").Row("n1")["CPU"], page.Table("Nodes").Row("n1")["MEMORY"], page.Table("Nodes").Row("n1")["DISK"])
        );
        Assert.Equal("–", page.Table("Nodes").Row("n2")["CPU"]);
    }
}
