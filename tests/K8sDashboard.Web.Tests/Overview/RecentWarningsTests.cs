using Bunit;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Overview;
using static K8sDashboard.Cluster.Tests.Health.Given;
using IElement = AngleSharp.Dom.IElement;

namespace K8sDashboard.Web.Tests.Overview;

/// <summary>Aggregation of recent warnings by owner and node, and their links.</summary>
public sealed class RecentWarningsTests : IDisposable
{
    private static readonly Workload Web = Deployment(desired: 4);
    private static readonly Workload Set = ReplicaSet(Web, "5d9c", 1, 4);

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void RecentWarnings_ThirteenPodsOfOneNode_AreOneLineThatLeadsToTheNode()
    {
        var pods = Enumerable.Range(0, 13).Select(index => Pod($"p-{index:00}") with { NodeName = "node-7" }).ToList();
        var line = Assert.Single(
            Warnings(
                EmptyCluster
                    .WithPods(Live<Pod>([.. pods]))
                    .WithEvents(Live<ClusterEvent>([.. pods.Select(pod => Event("Pod", pod, "NodeNotReady", "Node is not ready"))]))
            )
        );

        Assert.Equal("60s 13× NodeNotReady node node-7 · 13 pods Node is not ready", line.Words());
        Assert.Equal("/nodes/node-7", Href(line));
    }

    [Fact]
    public void RecentWarnings_PodsDeletedSince_AreAttributedToTheNodeThatWasNotReady()
    {
        var gone = Enumerable.Range(0, 3).Select(index => Event("Pod", Pod($"gone-{index}"), "NodeNotReady", "Node is not ready"));
        var node = Event("Node", Node("node-7"), "NodeNotReady", "Node node-7 status is now: NodeNotReady", "Normal") with
        {
            Ref = new("default", "node-7.1"),
        };
        var line = Assert.Single(Warnings(EmptyCluster.WithEvents(Live<ClusterEvent>([.. gone, node]))));

        Assert.Equal("60s 3× NodeNotReady node node-7 · 3 pods Node is not ready", line.Words());
    }

    [Fact]
    public void RecentWarnings_DeletedPodWithTwoOutages_HasTwoLinesWithKeysOfTheirOwn()
    {
        var gone = Event("Pod", Pod("gone"), "NodeNotReady", "Node is not ready");
        var earlier = gone with { Ref = new("shop", "earlier"), Uid = "earlier", LastSeen = Ago(40) };
        var node = Event("Node", Node("node-7"), "NodeNotReady", "Node node-7 status is now: NodeNotReady", "Normal") with
        {
            Ref = new("default", "node-7.1"),
        };
        var cluster = EmptyCluster.WithEvents(Live(gone, earlier, node));
        var page = context.Open<OverviewPage>(cluster);
        // Duplicate keys would end the circuit when the lines move.
        PageContext.Publish(page, cluster.WithEvents(Live(gone with { LastSeen = Ago(39) }, earlier with { LastSeen = Ago(0.5) }, node)));

        Assert.Equal(
            ["30s NodeNotReady node node-7 · 1 pod Node is not ready", "39m NodeNotReady pod shop/gone Node is not ready"],
            page.FindAll("ul[aria-label='Recent warnings'] li").Select(line => line.Words())
        );
    }

    [Fact]
    public void RecentWarnings_PodsOfOneDeployment_AreOneLineThatLeadsToIt()
    {
        var (one, other) = (Pod("web-5d9c-1").OwnedBy(Set), Pod("web-5d9c-2").OwnedBy(Set));
        var cluster = EmptyCluster
            .WithDeployments(Live(Web))
            .WithReplicaSets(Live(Set))
            .WithPods(Live(one, other))
            .WithEvents(
                Live(
                    Event("Pod", one, "BackOff", "pod one", count: 3),
                    Event("Pod", other, "BackOff", "pod two") with
                    {
                        LastSeen = Ago(2),
                    }
                )
            );

        Assert.Equal(["60s 4× BackOff deployment shop/web · 2 pods pod one"], Warnings(cluster).Select(line => line.Words()));
    }

    [Theory]
    [InlineData("Deployment", "/workloads/deployments/shop/web")]
    [InlineData("Service", "/services/shop/web")]
    [InlineData("Job", "/pods?ns=shop&q=web")]
    [InlineData("Ingress", "/events?ns=shop&q=ingress%2Fweb")]
    public void RecentWarnings_AnyKind_IsALink(string kind, string href) =>
        Assert.Equal(href, Href(Assert.Single(Warnings(EmptyCluster.WithEvents(Live(Event(kind, Web, "Failed", "words")))))));

    private List<IElement> Warnings(ClusterSnapshot cluster) =>
        [.. context.Open<OverviewPage>(cluster).FindAll("ul[aria-label='Recent warnings'] li")];

    private static string? Href(IElement line) => line.QuerySelector("a")!.GetAttribute("href");
}
