using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Workloads;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Workloads;

public sealed class DeploymentPageTests : IDisposable
{
    private static readonly Workload Rolling = Deployment() with
    {
        Revision = 2,
        Updated = 1,
        Current = 4,
        Containers = [new("nginx", "nginx:1.9.1")],
        Conditions = [Condition("Progressing", ConditionStatus.True, "ReplicaSetUpdated")],
    };

    private static readonly Workload Old = ReplicaSet(Rolling, "aaa", 1, 3);
    private static readonly Workload New = ReplicaSet(Rolling, "bbb", 2, 1, image: "nginx:1.9.1") with { ChangeCause = "to 1.9.1" };

    private static readonly ClusterSnapshot InTheMiddle = EmptyCluster
        .WithDeployments(Live(Rolling))
        .WithReplicaSets(Live(Old, New))
        .WithPods(
            Live(
                Pod("web-aaa-1").OwnedBy(Old),
                Pod("web-aaa-2").OwnedBy(Old) with
                {
                    Deleted = Now,
                },
                Pod("web-bbb-1").Waits("ContainerCreating").OwnedBy(New)
            )
        )
        .WithServices(Live(Service(), Service("other", "other")));

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void DeploymentPage_RolloutInProgress_ShowsOldAndNewPodsSideBySide()
    {
        var page = Open(InTheMiddle);

        Assert.Contains("Waiting: 1 out of 3 new replicas have been updated.", page.Words(), StringComparison.Ordinal);
        Assert.Equal(["web-aaa-1 1/1 Running", "web-aaa-2 1/1 Terminating"], PodsOf(page.Find("section[aria-label='old web-aaa']")));
        Assert.Equal(["web-bbb-1 0/1 ContainerCreating"], PodsOf(page.Find("section[aria-label='new web-bbb']")));
        Assert.Equal(["web-aaa-1", "web-aaa-2", "web-bbb-1"], page.Table("Pods").RowNames());
    }

    [Fact]
    public void DeploymentPage_ProgressDeadlineExceeded_IsNotShownAsWaiting()
    {
        var stuck = Rolling with { Conditions = [Condition("Progressing", ConditionStatus.False, "ProgressDeadlineExceeded")] };

        var page = Open(InTheMiddle.WithDeployments(Live(stuck))).Words();

        Assert.Contains("Exceeded its progress deadline: 1 out of 3 new replicas have been updated.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting: 1 out of 3", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DeploymentPage_SpecNotObservedYet_WaitsAndShowsNoOldNumber(bool paused)
    {
        var page = Open(InTheMiddle.WithDeployments(Live(Rolling with { Generation = 3, ObservedGeneration = 2, Paused = paused })));

        Assert.Equal("Waiting for the spec update to be observed.", page.Find(".rollout-progress").Words());
    }

    [Fact]
    public void DeploymentPage_SelectorWithExpressions_IsPrintedAsKubectlPrintsIt()
    {
        var ledger = Rolling with { Selector = LabelsOf("app", "ledger"), SelectorExpressions = [new("quarantined", "DoesNotExist", [])] };

        Assert.Contains(
            "Selector app=ledger,!quarantined",
            Open(InTheMiddle.WithDeployments(Live(ledger))).Words(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void DeploymentPage_SelectorWithExpressionsAndNoPods_StillFindsItsServices()
    {
        var empty = Rolling with { SelectorExpressions = [new("quarantined", "DoesNotExist", [])] };

        Assert.Equal(["web"], Open(InTheMiddle.WithDeployments(Live(empty)).WithPods(Live<Pod>())).Table("Services").RowNames());
    }

    [Fact]
    public void DeploymentPage_RevisionWithoutANumber_IsNoneAndLastAndNotCurrent()
    {
        var (deployment, stray) = (Rolling with { Revision = 0 }, Old with { Revision = 0 });
        var page = Open(InTheMiddle.WithDeployments(Live(deployment)).WithReplicaSets(Live(stray, New)));

        Assert.Equal(["2", "<none>"], page.Table("Revisions").RowNames());
        Assert.Contains("Revision <none>", page.Words(), StringComparison.Ordinal);
        Assert.Contains("revision <none> · nginx:1.7.9", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("revision 0", page.Words(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void DeploymentPage_RolloutCompletes_ShowsOnlyCurrentPods()
    {
        var page = Open(InTheMiddle);
        var done = Rolling with { Updated = 3, Current = 3, ResourceVersion = "2" };
        PageContext.Publish(
            page,
            InTheMiddle
                .WithDeployments(Live(done))
                .WithReplicaSets(Live(Old with { Desired = 0, Current = 0 }, New with { Desired = 3 }))
                .WithPods(Live(Pod("web-bbb-1").OwnedBy(New)))
        );

        Assert.Contains("Successfully rolled out: revision 2.", page.Words(), StringComparison.Ordinal);
        Assert.Equal(["web-bbb-1 1/1 Running"], PodsOf(page.Find("section[aria-label='current web-bbb']")));
        Assert.Empty(page.FindAll("section[aria-label='old web-aaa']"));
    }

    [Fact]
    public void DeploymentPage_Revisions_AreListedNewestFirst()
    {
        var table = Open(InTheMiddle).Table("Revisions");

        Assert.Equal(["2 (current)", "1"], table.RowNames());
        Assert.Equal(("nginx:1.9.1", "to 1.9.1"), (table.Row("2 (current)")["IMAGES"], table.Row("2 (current)")["CHANGE-CAUSE"]));
    }

    [Fact]
    public void DeploymentPage_ReplicaSetsForbidden_ShowsPodsAsNotKnown()
    {
        var page = Open(InTheMiddle.WithReplicaSets(TableOf<Workload>(new SyncState.Forbidden("replicasets.apps is forbidden"))));

        Assert.Contains("Not known: which pods are its own, only its ReplicaSets tell.", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("No pods of web", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void DeploymentPage_OtherServices_AreNotListed() => Assert.Equal(["web"], Open(InTheMiddle).Table("Services").RowNames());

    [Fact]
    public void DeploymentPage_EventsOfItsPods_AreShown()
    {
        var pod = Pod("web-bbb-1").OwnedBy(New);
        var page = Open(
            InTheMiddle.WithEvents(
                Live(
                    Event("Deployment", Rolling, "ScalingReplicaSet", "Scaled up", "Normal"),
                    Event("Pod", pod, "Failed", "no such image"),
                    Event("Pod", Pod("x"), "Other", "")
                )
            )
        );

        Assert.Equal(["Failed", "ScalingReplicaSet"], page.Table("Events").RowNames().Order());
    }

    [Fact]
    public void DeploymentPage_DeploymentDeletedWhileOpen_ShowsDeleted()
    {
        var page = Open(InTheMiddle);
        PageContext.Publish(page, EmptyCluster);

        Assert.Contains("Deployment shop/web was deleted.", page.Words(), StringComparison.Ordinal);
    }

    private static string[] PodsOf(IElement side) => [.. side.QuerySelectorAll("li").Select(PageReading.Words)];

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> Open(ClusterSnapshot cluster) =>
        context.Open<DeploymentPage>(cluster, "/workloads/deployments/shop/web", ("Namespace", "shop"), ("Name", "web"));
}
