using Bunit;
using K8sDashboard.Cluster.State;
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
    public void A_cluster_of_which_a_part_is_refused_is_not_called_healthy() =>
        Assert.Equal("Unknown: no permission to see all pods", context.Open<OverviewPage>(EmptyCluster with { Pods = TableOf(Torn, Pod()) }).Find("header .chip").Words());

    [Fact]
    public void An_object_of_a_namespace_that_is_not_read_was_not_deleted()
    {
        var page = context.Open<PodPage>(EmptyCluster with { Pods = TableOf(Some, Pod()) }, "/pods/bank/a", ("Namespace", "bank"), ("Name", "a"));
        Assert.Equal("Not known: namespace bank is not read.", page.Find("p.empty").TextContent);
    }
}
