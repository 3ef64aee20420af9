using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Routing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Search;

public sealed class SearchBoxTests : BunitContext
{
    private static readonly ClusterSnapshot Shop = EmptyCluster.WithPods(Live(Pod("cart-1"), Pod("cart-2"), Pod("cart-3")));

    private string Where => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void SearchBox_ArrowKeysAndEnter_SelectAndOpenHit()
    {
        var box = Box(Shop);
        var input = box.Find("input[type=search][aria-label=Search]");
        input.Input("cart");
        Assert.Equal(box.Find("[role=option][aria-selected=true]").Id, box.Find("input").GetAttribute("aria-activedescendant"));

        input.KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        input.KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        input.KeyDown(new KeyboardEventArgs { Key = "ArrowDown" });
        input.KeyDown(new KeyboardEventArgs { Key = "ArrowUp" });
        Assert.Equal("Podcart-2shop", box.Find("[role=option][aria-selected=true]").TextContent.Trim());
        input.KeyDown(new KeyboardEventArgs { Key = "Enter" });

        Assert.EndsWith("/pods/shop/cart-2", Where);
        Assert.Empty(box.FindAll("[role=option]"));
    }

    [Fact]
    public void SearchBox_NoHit_StaysOnEnterAndClosesOnEscape()
    {
        var box = Box(Shop);
        box.Find("input").Input("nothing");
        box.Find("input").KeyDown(new KeyboardEventArgs { Key = "Enter" });
        Assert.Equal("http://localhost/", Where);
        Assert.Equal(
            "No such name among the kinds read here: deployments, services, nodes, namespaces, pods and replicasets.",
            box.Find("[role=status]").TextContent
        );

        box.Find("input").KeyDown(new KeyboardEventArgs { Key = "Escape" });

        Assert.Empty(box.FindAll(".popup"));
    }

    [Fact]
    public void SearchBox_ClusterSyncing_ShowsThatReadingIsNotFinished()
    {
        var box = Box(ClusterSnapshot.Empty);
        box.Find("input").Input("cart");

        Assert.Equal("Nothing yet; the cluster is still being read.", box.Find("[role=status]").TextContent);
    }

    [Fact]
    public void SearchBox_NoHitAndPartOfTheClusterIsNotRead_NamesWhatIsReadAndWhatIsNot()
    {
        var box = Box(
            Shop.WithPods(new Table<Pod>([], new SyncState.Live { Reach = new(["dev", "shop"], []) }, 1))
                .WithNodes(new Table<Node>([], new SyncState.Forbidden("nodes is forbidden"), 1))
        );
        box.Find("input").Input("backup");

        Assert.Equal(
            "No such name among the kinds read here: deployments, services, namespaces, pods and replicasets. "
                + "Only namespaces dev and shop are read. Not read: nodes (no permission).",
            box.Find("[role=status]").TextContent
        );
    }

    [Fact]
    public void SearchBox_MoreHitsThanShown_ShowsTotalCount()
    {
        var box = Box(EmptyCluster.WithPods(Live<Pod>([.. Enumerable.Range(0, 1_234).Select(index => Pod($"batch-{index:0000}"))])));
        box.Find("input").Input("batch");

        Assert.Equal("The best 12 of 1,234; type on to find less.", box.Find("[role=status]").TextContent);
    }

    private IRenderedComponent<SearchBox> Box(ClusterSnapshot snapshot) =>
        Render<SearchBox>(parameters =>
            parameters
                .AddCascadingValue(new ClusterView(snapshot, new Actor("tester", null!, ReadOnly: false), "test", Now))
                .AddCascadingValue(Address.Of("/"))
        );
}
