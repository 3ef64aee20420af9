using Bunit;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Network;
using K8sDashboard.Web.Nodes;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.BadInputs;

/// <summary>Whoever may read a part of the cluster is told so, and a part is nowhere the whole.</summary>
public sealed class PartialReadTests : IDisposable
{
    private static readonly SyncState Some = new SyncState.Live { Reach = new(["shop"], []) };
    private static readonly SyncState Torn = new SyncState.Live { Reach = new(["shop"], ["bank"]) };

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Theory]
    [InlineData("/pods", "No pods in namespace shop.")]
    [InlineData("/pods?ns=shop", "No pods in namespace shop.")]
    [InlineData("/pods?ns=bank", "Not known: namespace bank is not read.")]
    [InlineData("/pods?ns=shop,bank", "Not known: namespace bank is not read.")]
    public void An_empty_list_claims_nothing_of_what_was_not_read(string address, string words)
    {
        var page = context.Open<PodsPage>(EmptyCluster with { Pods = TableOf<Pod>(Some) }, address);
        Assert.Equal(words, page.Find("p.empty").TextContent);
    }

    [Fact]
    public void Where_only_what_is_read_is_looked_at_nothing_is_said()
    {
        Assert.Empty(context.Open<PodsPage>(EmptyCluster with { Pods = TableOf(Torn, Pod()) }, "/pods?ns=shop").FindAll(".notice"));
        var page = context.Open<PodPage>(EmptyCluster with { Pods = TableOf(Torn, Pod()) }, "/pods/shop/web", ("Namespace", "shop"), ("Name", Pod().Name));
        Assert.Empty(page.FindAll("[aria-label='Sync of pods']"));
    }

    [Fact]
    public void A_list_says_which_part_it_is()
    {
        Assert.StartsWith("Only the pods of namespace shop are read.", Notice(Some), StringComparison.Ordinal);
        Assert.StartsWith("The API server refuses to list pods of namespace bank: they are not shown.", Notice(Torn), StringComparison.Ordinal);

        string Notice(SyncState sync) => context.Open<PodsPage>(EmptyCluster with { Pods = TableOf(sync, Pod()) }).Find("[aria-label='Sync of pods']").Words();
    }

    [Fact]
    public void A_sum_over_a_part_is_no_sum_over_the_cluster()
    {
        var cluster = EmptyCluster with { Nodes = Live(Node()), Pods = TableOf(Some, Pod() with { NodeName = "node-1" }) };

        Assert.Contains("Not known: nodes and pods of the whole cluster could not both be listed.", context.Open<OverviewPage>(cluster).Words(), StringComparison.Ordinal);
        Assert.Equal("–/110", context.Open<NodesPage>(cluster).Find(TableReading.Rows).Cell("PODS").TextContent);
        Assert.Contains("Not known: not all pods of this node are.", context.Open<NodePage>(cluster, "/nodes/node-1", ("Name", "node-1")).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_nodes_page_the_part_is_told_whatever_namespace_the_address_names() => Assert.StartsWith(
        "Only the pods of namespace shop are read.",
        context.Open<NodePage>(EmptyCluster with { Nodes = Live(Node()), Pods = TableOf<Pod>(Some) }, "/nodes/node-1?ns=shop", ("Name", "node-1")).Find("[aria-label='Sync of pods']").Words(), StringComparison.Ordinal);

    [Fact]
    public void What_hangs_on_pods_that_are_not_read_is_not_known()
    {
        var service = Service(@namespace: "bank");
        var page = context.Open<ServicePage>(EmptyCluster with { Services = Live(service), Pods = TableOf<Pod>(Some) }, "/services/bank/web", ("Namespace", "bank"), ("Name", "web"));
        Assert.Contains("Not known: namespace bank is not read.", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("No pod matches", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_looks_at_what_is_read_whole_is_told_its_health() => Assert.Equal(
        "Healthy", context.Open<OverviewPage>(EmptyCluster with { Pods = TableOf(Torn, Pod()) }, "/?ns=shop").Find("header .chip").Words());

    [Fact]
    public void A_cluster_of_which_a_part_is_refused_is_not_called_healthy() =>
        Assert.Equal("Unknown: no permission to see all pods", context.Open<OverviewPage>(EmptyCluster with { Pods = TableOf(Torn, Pod()) }).Find("header .chip").Words());

    [Fact]
    public void An_object_of_a_namespace_that_is_not_read_was_not_deleted()
    {
        var page = context.Open<PodPage>(EmptyCluster with { Pods = TableOf(Some, Pod()) }, "/pods/bank/a", ("Namespace", "bank"), ("Name", "a"));
        Assert.Equal("Not known: namespace bank is not read.", page.Find("p.empty").TextContent);
    }
}
