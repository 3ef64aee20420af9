using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Resources.Workloads;
using K8sDashboard.Web.Routing;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static K8sDashboard.Cluster.Tests.Health.Given;
using IElement = AngleSharp.Dom.IElement;

namespace K8sDashboard.Web.Tests.Overview;

public sealed class CauseLinksTests : IDisposable
{
    private static readonly Workload Web = Deployment(desired: 4);
    private static readonly Workload Set = ReplicaSet(Web, "5d9c", 1, 4);
    private static readonly Node Relieved = Node(
        "node-1",
        Condition("Ready", ConditionStatus.True, minutes: 600),
        Condition("MemoryPressure", ConditionStatus.False, minutes: 2)
    );

    private readonly PageContext context = new();

    public CauseLinksTests() => context.Services.AddSingleton<ProblemCounts>();

    public void Dispose() => context.Dispose();

    [Fact]
    public void NeedsAttention_PodsKilledForMemoryAndBack_IsOneLineOfTheirDeployment()
    {
        var line = Assert.Single(
            Lines(EmptyCluster.WithDeployments(Live(Web)).WithReplicaSets(Live(Set)).WithPods(Live<Pod>([.. Killed(4)])))
        );

        Assert.Equal("Degraded: 4 of 4 pods OOMKilled 3 min ago Deployment shop/web 4 pods affected · for 3m new", line.Words());
        Assert.Equal("/workloads/deployments/shop/web", Href(line));
    }

    [Fact]
    public void NeedsAttention_ReplicaSetNotYetSeen_LeadsToTheDeployment()
    {
        var pod = Pod("web-5d9c-1").Waits("ImagePullBackOff") with
        {
            Owner = new(TypeOf("ReplicaSet"), "web-5d9c", "uid-new"),
            Labels = LabelsOf("pod-template-hash", "5d9c"),
        };
        var line = Assert.Single(Lines(EmptyCluster.WithDeployments(Live(Web)).WithPods(Live(pod))));

        Assert.Equal("Unhealthy: ImagePullBackOff nginx:1.9.1 Deployment shop/web 1 pod affected · for 60s new", line.Words());
        Assert.Equal("/workloads/deployments/shop/web", Href(line));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void NeedsAttention_PodsOfAJob_LeadToItsPodsWhateverTheirNumber(int count)
    {
        var pods = Enumerable
            .Range(0, count)
            .Select(index =>
                Pod($"migrate-{index}") with
                {
                    Owner = new(TypeOf("Job"), "migrate", "uid-job"),
                    Containers = [Container(state: Waiting("CrashLoopBackOff"))],
                }
            );
        var line = Assert.Single(Lines(EmptyCluster.WithPods(Live<Pod>([.. pods]))));

        Assert.StartsWith("Unhealthy: CrashLoopBackOff app Job shop/migrate", line.Words(), StringComparison.Ordinal);
        Assert.Equal("/pods?ns=shop&q=migrate", Href(line));
    }

    [Fact]
    public void NeedsAttention_EvictedPods_AreFoldedUnderTheirNodesPressure()
    {
        var crash = Pod("z") with { Containers = [Container(state: Waiting("CrashLoopBackOff"))] };
        var pods = Enumerable.Range(0, 3).Select(index => Evicted($"web-5d9c-{index}", 4));
        var cluster = EmptyCluster
            .WithNodes(Live(Relieved))
            .WithDeployments(Live(Web))
            .WithReplicaSets(Live(Set))
            .WithPods(Live<Pod>([.. pods, crash with { NodeName = "node-2" }]));
        var lines = Lines(cluster);

        Assert.Equal(
            [
                "Degraded: had memory pressure until 2 min ago; evicted 3 pods Node node-1 3 pods affected · for 2m new",
                "Unhealthy: CrashLoopBackOff app Pod shop/z for 30m",
            ],
            lines.Select(line => line.Words())
        );
    }

    [Fact]
    public void NeedsAttention_EvictedLongAgo_IsALineOfTheDeploymentThatIsNotNew()
    {
        var line = Assert.Single(
            Lines(
                EmptyCluster
                    .WithNodes(Live(Node()))
                    .WithDeployments(Live(Web))
                    .WithReplicaSets(Live(Set))
                    .WithPods(Live(Evicted("web-5d9c-1", 40)))
            )
        );

        Assert.Equal("Unhealthy: Evicted: The node was low on resource: memory Deployment shop/web 1 pod affected · for 40m", line.Words());
        Assert.Equal("/workloads/deployments/shop/web", Href(line));
    }

    [Fact]
    public void NeedsAttention_ServiceWithoutPods_ShowsForAtLeastSinceFirstSeen()
    {
        var cluster = EmptyCluster.WithServices(Live(Service("dangling", "nobody")));
        var page = context.Open<OverviewPage>(cluster);
        Assert.EndsWith("Service shop/dangling for at least 0s", Assert.Single(Lines(page)).Words(), StringComparison.Ordinal);

        PageContext.Publish(page, cluster, Now.AddSeconds(20));

        Assert.Equal(Now, Since(Assert.Single(Lines(page))));
    }

    [Fact]
    public void NeedsAttention_ServiceBreaksBetweenEvaluations_IsNewForTenMinutes()
    {
        var page = context.Open<OverviewPage>(EmptyCluster);
        var broken = EmptyCluster.WithServices(Live(Service("dangling", "nobody")));
        PageContext.Publish(page, broken, Now.AddSeconds(10));
        Assert.EndsWith("new", Assert.Single(Lines(page)).Words(), StringComparison.Ordinal);

        PageContext.Publish(page, broken, Now.AddMinutes(9));
        Assert.EndsWith("new", Assert.Single(Lines(page)).Words(), StringComparison.Ordinal);
        PageContext.Publish(page, broken, Now.AddMinutes(11));

        Assert.DoesNotContain("new", Assert.Single(Lines(page)).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verdicts_FailureLeavesTheWindow_TurnHealthyEverywhereAsTimeGoesBy()
    {
        var cluster = EmptyCluster
            .WithNodes(Live(Relieved))
            .WithDeployments(Live(Web))
            .WithReplicaSets(Live(Set))
            .WithPods(Live<Pod>([.. Killed(4)]));
        var pages = new[]
        {
            context.Open<OverviewPage>(cluster),
            context.Open<NodesPage>(cluster, "/nodes?problems=1"),
            context.Open<NodePage>(cluster, "/nodes/node-1", ("Name", "node-1")),
            context.Open<DeploymentsPage>(cluster, "/workloads/deployments?problems=1"),
            context.Open<PodsPage>(cluster, "/pods?problems=1"),
            context.Open<DeploymentPage>(cluster, "/workloads/deployments/shop/web", ("Namespace", "shop"), ("Name", "web")),
        };
        Assert.All(pages, page => Assert.NotEmpty(page.FindAll(".is-degraded")));
        Assert.Equal([1, 1, 4], Counts(cluster, Now));

        foreach (var page in pages)
            PageContext.Publish(page, cluster, Now.AddMinutes(14));

        Assert.All(pages, page => Assert.Empty(page.FindAll(".is-degraded")));
        Assert.Equal([0, 0, 0], Counts(cluster, Now.AddMinutes(14)));
    }

    [Fact]
    public void TilesAndHeadline_Problems_LeadToTheListsOfThem()
    {
        var page = context.Open<OverviewPage>(
            EmptyCluster
                .WithNodes(Live(Relieved))
                .WithDeployments(Live(Web))
                .WithReplicaSets(Live(Set))
                .WithPods(Live<Pod>([.. Killed(4)])),
            "/?ns=shop"
        );

        Assert.Equal(
            [
                "1 needs attention: /nodes?ns=shop&problems=1",
                "4 need attention: /pods?ns=shop&problems=1",
                "1 needs attention: /workloads/deployments?ns=shop&problems=1",
            ],
            page.FindAll(".tile-problems").Select(link => $"{link.Words()}: {link.GetAttribute("href")}")
        );
        Assert.Equal(
            ["1 node degraded: /nodes?ns=shop&problems=1", "1 deployment degraded: /workloads/deployments?ns=shop&problems=1"],
            page.FindAll(".panel-head a").Select(link => $"{link.Words()}: {link.GetAttribute("href")}")
        );
    }

    [Fact]
    public void Navigation_Badge_LeadsToTheProblemsAlone()
    {
        var page = context.Open<MainNavigation>(EmptyCluster.WithPods(Live<Pod>([.. Killed(2)])), "/nodes?ns=shop");
        var badge = Assert.Single(page.FindAll("a.badge"));

        Assert.Equal(("2 need attention", "/pods?ns=shop&problems=1"), (badge.Words(), badge.GetAttribute("href")));
        Assert.Equal("/pods?ns=shop", page.FindAll("a").Single(link => link.Words() == "Pods").GetAttribute("href"));
    }

    [Fact]
    public void PodsPage_OnlyProblems_ShowsThemAloneUnderAFilterThatCanBeRemoved()
    {
        var page = context.Open<PodsPage>(EmptyCluster.WithPods(Live<Pod>([.. Killed(2), Pod("fine")])), "/pods?problems=1&range=6h");

        Assert.Equal(["web-5d9c-0", "web-5d9c-1"], page.Table("Pods").RowNames());
        Assert.Contains("2 of 3 pods", page.Words(), StringComparison.Ordinal);
        Assert.Equal("/pods?range=6h", page.Find("a[aria-label='Remove the filter: only problems']").GetAttribute("href"));
    }

    [Fact]
    public void PodsPage_OnlyProblemsAndNone_SaysSo()
    {
        var page = context.Open<PodsPage>(EmptyCluster.WithPods(Live(Pod())), "/pods?problems=1");

        Assert.Contains("No pods with problems.", page.Words(), StringComparison.Ordinal);
    }

    private int[] Counts(ClusterSnapshot cluster, DateTimeOffset now) =>
        [
            .. context
                .Services.GetRequiredService<ProblemCounts>()
                .On([NodeView.View, DeploymentView.View, PodView.View], new ClusterView(cluster, null!, "test", now), Address.Of("/")),
        ];

    private List<IElement> Lines(ClusterSnapshot cluster) => Lines(context.Open<OverviewPage>(cluster));

    private static List<IElement> Lines(IRenderedComponent<CascadingValue<ClusterView>> page) =>
        [.. page.FindAll("ul[aria-label='Needs attention'] li")];

    private static string? Href(IElement line) => line.QuerySelector("a")!.GetAttribute("href");

    private static DateTimeOffset Since(IElement line) =>
        DateTimeOffset.Parse(line.QuerySelector("time")!.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<Pod> Killed(int count) =>
        Enumerable
            .Range(0, count)
            .Select(index =>
                (
                    Pod($"web-5d9c-{index}") with
                    {
                        Containers = [Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 3))],
                    }
                ).OwnedBy(Set)
            );

    private static Pod Evicted(string name, double minutes) =>
        (
            Pod(name) with
            {
                Phase = PodPhase.Failed,
                Reason = "Evicted",
                Message = "The node was low on resource: memory.",
                Containers = [Container(state: Ended(137))],
                Conditions = [Condition("Ready", ConditionStatus.False, minutes: minutes)],
            }
        ).OwnedBy(Set);
}
