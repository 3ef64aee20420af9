using Bunit;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Web.Resources.Nodes;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Metrics;

/// <summary>Attribution of exporters to nodes.</summary>
public sealed partial class UsageListsTests
{
    [Fact]
    public async Task NodesPage_ExporterAtSecondNodeAddress_IsMatchedAndUnmatchedExporterIsNamedOnce()
    {
        scraped.Nodes =
        [
            """{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"[fd00::7]:9100"},"value":[1,"1"]}""",
            """{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"10.9.9.9:9100"},"value":[1,"1"]}""",
        ];
        scraped.Samples = ["""{"metric":{"job":"node-exporter","instance":"[fd00::7]:9100"},"value":[1,"0.25"]}"""];
        var node = Node() with { Addresses = [new("InternalIP", "10.1.0.1"), new("InternalIP", "fd00:0:0::7"), new("Hostname", "node-1")] };

        var page = await OpenAsync<NodesPage>(EmptyCluster.WithNodes(Live(node)), "/nodes", "25%");

        await UntilAsync(() =>
            Assert.Equal(
                "CPU, memory, disk: the node-exporter 10.9.9.9:9100 is of none of these nodes.",
                Assert.Single(page.FindAll("[role=note]")).TextContent.Trim()
            )
        );
    }
}
