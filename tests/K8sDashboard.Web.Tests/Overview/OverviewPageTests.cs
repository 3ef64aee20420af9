using Bunit;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Routing;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Overview;

public sealed class OverviewPageTests : IDisposable
{
    private static readonly Node Down = Node(
        "node-7",
        Condition("Ready", ConditionStatus.Unknown, "", "Kubelet stopped posting node status.", minutes: 4)
    );

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void OverviewPage_HealthyCluster_ShowsHealthyAndCounts()
    {
        var page = context.Open<OverviewPage>(
            EmptyCluster
                .WithNodes(Live(Node()))
                .WithPods(Live(Pod(), Pod("p").Waits("ContainerCreating")))
                .WithDeployments(Live(Deployment(desired: 0)))
        );

        Assert.Equal("Healthy", page.Find("header .chip").Words());
        Assert.Contains("Nothing needs attention.", page.Words(), StringComparison.Ordinal);
        Assert.Equal(["Nodes: 1/1 ready", "Pods: 1 Running · 1 Pending", "Deployments: 1/1 available"], Tiles(page));
    }

    [Fact]
    public void OverviewPage_PodsTile_IsHealthyOnlyIfAllPodsAreReadyOrSucceeded()
    {
        var done = Pod("job") with { Phase = PodPhase.Succeeded, Conditions = [Condition("Ready", ConditionStatus.False)] };
        var unready = Pod("p") with { Conditions = [Condition("Ready", ConditionStatus.False)] };

        Assert.NotEmpty(context.Open<OverviewPage>(EmptyCluster.WithPods(Live(Pod(), done))).FindAll("a[aria-label^='Pods'] .is-healthy"));
        Assert.Empty(context.Open<OverviewPage>(EmptyCluster.WithPods(Live(Pod(), unready))).FindAll("a[aria-label^='Pods'] .is-healthy"));
    }

    [Fact]
    public void NeedsAttention_NodeNotReady_IsOneLineWithItsTwentyPods()
    {
        var pods = Enumerable
            .Range(0, 20)
            .Select(index => Pod($"web-{index}") with { NodeName = "node-7", Conditions = [Condition("Ready", ConditionStatus.False)] });
        var page = context.Open<OverviewPage>(EmptyCluster.WithNodes(Live(Node(), Down)).WithPods(Live<Pod>([.. pods])));

        var line = Assert.Single(page.FindAll("ul[aria-label='Needs attention'] li"));
        Assert.Equal("Unhealthy: NotReady: Kubelet stopped posting node status Node node-7 20 pods affected · for 4m new", line.Words());
        Assert.Equal("/nodes/node-7", line.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void NeedsAttention_FourteenPodsWithSameReason_AreOneLineLinkedToFilteredList()
    {
        var pods = Enumerable.Range(0, 14).Select(index => Pod($"web-{index}").Waits("ImagePullBackOff", $"nginx:{index}"));
        var page = context.Open<OverviewPage>(EmptyCluster.WithPods(Live<Pod>([.. pods])), "/?range=6h");

        var line = Assert.Single(page.FindAll("ul[aria-label='Needs attention'] li"));
        Assert.Equal("Unhealthy: ImagePullBackOff 14 pods in shop for up to 60s new", line.Words());
        Assert.Equal("/pods?ns=shop&problems=1&q=ImagePullBackOff&range=6h", line.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("Unhealthy: 14 pods unhealthy", page.Find("header .chip").Words());
    }

    [Fact]
    public void NeedsAttention_ControllerWithTwoReasons_HasOneLineForEach()
    {
        static Pod Agent(string name, string reason) =>
            Pod(name) with
            {
                Owner = new(TypeOf("DaemonSet"), "agent", "uid-agent"),
                Containers = [Container(state: Waiting(reason))],
            };
        var pods = Live(
            Agent("a", "CrashLoopBackOff"),
            Agent("b", "CrashLoopBackOff"),
            Agent("c", "ImagePullBackOff"),
            Agent("d", "ImagePullBackOff")
        );
        var page = context.Open<OverviewPage>(EmptyCluster.WithPods(pods));
        Assert.Equal(2, page.FindAll("ul[aria-label='Needs attention'] li").Count);

        // Lines that move are identified by their keys; duplicates would end the circuit.
        PageContext.Publish(page, EmptyCluster.WithPods(pods).WithNodes(Live(Node(), Down)));

        Assert.Equal(3, page.FindAll("ul[aria-label='Needs attention'] li").Count);
    }

    [Fact]
    public void CauseList_MoreCausesThanShown_CountsTheRest()
    {
        var causes = Enumerable
            .Range(0, 15)
            .Select(index => new Cause(
                ServiceResource.Type,
                new("shop", $"s{index:00}"),
                new(HealthLevel.Degraded, $"code-{index}", "reason"),
                0,
                null
            ));
        var list = context.Render<CauseList>(parameters =>
            parameters.Add(one => one.Causes, [.. causes]).AddCascadingValue(Address.Of("/"))
        );

        Assert.Equal(CauseList.Shown, list.FindAll("li").Count);
        Assert.Equal("and 3 more, in the lists of their kinds.", list.Find("p").TextContent);
    }

    [Fact]
    public void OverviewPage_TablesSyncing_ShowsUnknownAndNoCounts()
    {
        var page = context.Open<OverviewPage>(ClusterSnapshot.Empty);

        Assert.StartsWith("Unknown: still reading nodes, deployments", page.Find("header .chip").Words(), StringComparison.Ordinal);
        Assert.All(Tiles(page), tile => Assert.EndsWith("syncing …", tile, StringComparison.Ordinal));
        Assert.DoesNotContain("Nothing needs attention", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_NodesForbidden_ShowsNoPermissionAndTheOtherTiles()
    {
        var page = context.Open<OverviewPage>(
            EmptyCluster.WithNodes(TableOf<Node>(new SyncState.Forbidden("nodes is forbidden"))).WithPods(Live(Pod()))
        );

        Assert.Equal(["Nodes: no permission", "Pods: 1 Running", "Deployments: none"], Tiles(page));
        Assert.Equal("Unknown: no permission to see nodes", page.Find("header .chip").Words());
        Assert.Contains("Not known: nodes and pods of the whole cluster could not both be listed.", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_NeverListed_ShowsNotKnownAndNoHealth()
    {
        var never = new SyncState.Interrupted(Ago(2), "connection refused") { NeverListed = true };
        var page = context.Open<OverviewPage>(
            EmptyCluster.WithNodes(TableOf<Node>(never)).WithPods(TableOf<Pod>(never)).WithDeployments(TableOf<Workload>(never))
        );

        Assert.Equal(["Nodes: not known", "Pods: not known", "Deployments: not known"], Tiles(page));
        Assert.Equal("Unknown: the API server never listed nodes, deployments, pods", page.Find("header .chip").Words());
        Assert.DoesNotContain("Nothing needs attention", page.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, "Healthy", "Nothing needs attention.")]
    [InlineData(1.5, "Unknown: the API server does not answer, and what is shown of pods is stale", "Nothing seen that needs attention")]
    [InlineData(600, "Unknown: the API server does not answer, and what is shown of pods is stale", "Nothing seen that needs attention")]
    [Trait("Fault", "F01-freshness")]
    public void OverviewPage_WatchInterrupted_ShowsUnknownInsteadOfHealthyOnceStale(double minutes, string verdict, string words)
    {
        var page = context.Open<OverviewPage>(
            EmptyCluster.WithPods(TableOf(new SyncState.Interrupted(Ago(minutes), "connection refused"), Pod()))
        );

        Assert.Equal(verdict, page.Find("header .chip").Words());
        Assert.Contains(words, page.Words(), StringComparison.Ordinal);
        Assert.Equal(
            minutes < 1 ? HealthLevel.Healthy : HealthLevel.Unknown,
            page.FindComponents<TileView>()[1].Instance.Tile.Verdict.Level
        );
    }

    [Fact]
    public void OverviewPage_NamespaceSelected_FiltersCausesTilesAndWarnings()
    {
        static Pod Crash(string name, string space) =>
            Pod(name, space) with
            {
                Containers = [Container(state: Waiting("CrashLoopBackOff"))],
            };
        var (mine, other) = (Crash("mine", "shop"), Crash("other", "bank"));
        var cluster = EmptyCluster
            .WithPods(Live(mine, other))
            .WithEvents(Live(Event("Pod", mine, "BackOff", "mine again", count: 3), Event("Pod", other, "BackOff", "other again")));

        var page = context.Open<OverviewPage>(cluster, "/?ns=shop");

        Assert.Equal("/pods/shop/mine?ns=shop", Assert.Single(page.FindAll("ul[aria-label='Needs attention'] a")).GetAttribute("href"));
        Assert.Equal("60s 3× BackOff pod shop/mine mine again", Assert.Single(page.FindAll("ul[aria-label='Recent warnings'] li")).Words());
        Assert.Contains("Pods: 1 Running", Tiles(page));
    }

    [Fact]
    public void OverviewPage_AllocatedResources_AreSummedOverAllNodes()
    {
        var pod = Pod() with { Containers = [Container(requests: new(1, null))] };
        var page = context.Open<OverviewPage>(EmptyCluster.WithNodes(Live(Node(), Node("node-2"))).WithPods(Live(pod)));

        Assert.Contains("cpu 1 (25%) 0 (0%) 4", page.Table("Allocated resources").Words(), StringComparison.Ordinal);
        Assert.Contains("Over 2 nodes.", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_NodesWithoutCapacity_AreLeftOutWithTheirPodsAndNamed()
    {
        var silent = Node("node-2") with { Capacity = NodeCapacity.None, Allocatable = NodeCapacity.None };
        static Pod On(string node, string name) => Pod(name) with { NodeName = node, Containers = [Container(requests: new(1, null))] };
        var cluster = EmptyCluster.WithNodes(Live(Node(), silent)).WithPods(Live(On("node-1", "a"), On("node-2", "b"), On("gone", "c")));

        var page = context.Open<OverviewPage>(cluster);

        Assert.Contains("cpu 1 (50%) 0 (0%) 2", page.Table("Allocated resources").Words(), StringComparison.Ordinal);
        Assert.Contains("pods 1 110", page.Table("Allocated resources").Words(), StringComparison.Ordinal);
        Assert.Contains("Over 1 of 2 nodes: node-2 does not state its capacity.", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void OverviewPage_SyncStateChangesAlone_UpdatesVerdict()
    {
        var cluster = EmptyCluster.WithPods(TableOf<Pod>(new SyncState.Syncing(0, null)));
        var page = context.Open<OverviewPage>(cluster);
        PageContext.Publish(page, cluster.WithPods(new Table<Pod>([], new SyncState.Live(), cluster.Pods.Version)));

        Assert.Equal("Healthy", page.Find("header .chip").Words());
    }

    private static string[] Tiles(IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> page) =>
        [.. page.FindAll("a.tile").Select(tile => tile.GetAttribute("aria-label")!)];
}
