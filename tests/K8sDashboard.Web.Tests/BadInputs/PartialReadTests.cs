using Bunit;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Resources.Services;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.BadInputs;

/// <summary>Partial permissions are shown to the user, and a part is never shown as the whole.</summary>
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
    public void PodsPage_NoRowsAndSomeNamespacesNotRead_ClaimsNoPodsOnlyForReadNamespaces(string address, string words)
    {
        var page = context.Open<PodsPage>(EmptyCluster.WithPods(TableOf<Pod>(Some)), address);
        Assert.Equal(words, page.Find("p.empty").TextContent);
    }

    [Fact]
    public void PodPages_OnlyReadNamespaceShown_HaveNoPartialReadNotice()
    {
        Assert.Empty(context.Open<PodsPage>(EmptyCluster.WithPods(TableOf(Torn, Pod())), "/pods?ns=shop").FindAll(".notice"));
        var page = context.Open<PodPage>(
            EmptyCluster.WithPods(TableOf(Torn, Pod())),
            "/pods/shop/web",
            ("Namespace", "shop"),
            ("Name", Pod().Name)
        );
        Assert.Empty(page.FindAll("[aria-label='Sync of pods']"));
    }

    [Fact]
    public void PodsPage_PartOfNamespacesRead_NamesReadOrForbiddenNamespaces()
    {
        Assert.StartsWith("Only the pods of namespace shop are read.", Notice(Some), StringComparison.Ordinal);
        Assert.StartsWith(
            "The API server refuses to list pods of namespace bank: they are not shown.",
            Notice(Torn),
            StringComparison.Ordinal
        );

        string Notice(SyncState sync) =>
            context.Open<PodsPage>(EmptyCluster.WithPods(TableOf(sync, Pod()))).Find("[aria-label='Sync of pods']").Words();
    }

    [Fact]
    public void OverviewAndNodePages_PartOfPodsRead_ShowNoClusterWideSums()
    {
        var cluster = EmptyCluster.WithNodes(Live(Node())).WithPods(TableOf(Some, Pod() with { NodeName = "node-1" }));

        Assert.Contains(
            "Not known: nodes and pods of the whole cluster could not both be listed.",
            context.Open<OverviewPage>(cluster).Words(),
            StringComparison.Ordinal
        );
        Assert.Equal("–/110", context.Open<NodesPage>(cluster).Find(TableReading.Rows).Cell("PODS").TextContent);
        Assert.Contains(
            "Not known: not all pods of this node are.",
            context.Open<NodePage>(cluster, "/nodes/node-1", ("Name", "node-1")).Words(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NodePage_PartOfPodsReadAndReadNamespaceSelected_StillShowsPartialReadNotice() =>
        Assert.StartsWith(
            "Only the pods of namespace shop are read.",
            context
                .Open<NodePage>(
                    EmptyCluster.WithNodes(Live(Node())).WithPods(TableOf<Pod>(Some)),
                    "/nodes/node-1?ns=shop",
                    ("Name", "node-1")
                )
                .Find("[aria-label='Sync of pods']")
                .Words(),
            StringComparison.Ordinal
        );

    [Fact]
    public void ServicePage_PodsOfNamespaceNotRead_ShowsNotKnownInsteadOfNoMatch()
    {
        var service = Service(@namespace: "bank");
        var page = context.Open<ServicePage>(
            EmptyCluster.WithServices(Live(service)).WithPods(TableOf<Pod>(Some)),
            "/services/bank/web",
            ("Namespace", "bank"),
            ("Name", "web")
        );
        Assert.Contains("Not known: namespace bank is not read.", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("No pod matches", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_FullyReadNamespaceSelected_ShowsHealthy() =>
        Assert.Equal(
            "Healthy",
            context.Open<OverviewPage>(EmptyCluster.WithPods(TableOf(Torn, Pod())), "/?ns=shop").Find("header .chip").Words()
        );

    [Fact]
    public void OverviewPage_PodsOfOneNamespaceForbidden_ShowsUnknownInsteadOfHealthy() =>
        Assert.Equal(
            "Unknown: no permission to see all pods",
            context.Open<OverviewPage>(EmptyCluster.WithPods(TableOf(Torn, Pod()))).Find("header .chip").Words()
        );

    [Fact]
    public void PodPage_NamespaceNotRead_ShowsNotKnownInsteadOfNotFound()
    {
        var page = context.Open<PodPage>(EmptyCluster.WithPods(TableOf(Some, Pod())), "/pods/bank/a", ("Namespace", "bank"), ("Name", "a"));
        Assert.Equal("Not known: namespace bank is not read.", page.Find("p.empty").TextContent);
    }
}
