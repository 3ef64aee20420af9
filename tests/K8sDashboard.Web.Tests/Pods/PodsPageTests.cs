using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Pods;

public sealed class PodsPageTests : IDisposable
{
    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void PodsPage_RestartedPod_ShowsColumnsLikeKubectl()
    {
        var pod = Pod() with
        {
            Containers = [Container(restarts: 3, last: Ended(1, "Error", minutesAgo: 5)), Container("b", ready: false)],
        };

        var table = context.Open<PodsPage>(EmptyCluster.WithPods(Live(pod)), "/pods?ns=shop").Table("Pods");

        Assert.Equal(["NAME", "READY", "STATUS", "RESTARTS", "AGE", "CPU", "MEMORY", "IP", "NODE"], table.Headers());
        Assert.Equal(["web-1", "1/2", "Running", "3 (5m ago)", "60m", "…", "…", "10.2.0.1", "node-1"], table.Row("web-1").Values);
        Assert.Equal("/pods/shop/web-1?ns=shop", table.QuerySelector("tbody th a")!.GetAttribute("href"));
    }

    [Fact]
    public void PodsPage_TwoNamespacesSelected_ShowsNamespaceOfEachRow()
    {
        var page = context.Open<PodsPage>(
            EmptyCluster.WithPods(Live(Pod("a"), Pod("b", "bank"), Pod("c", "hidden"))),
            "/pods?ns=shop,bank"
        );

        Assert.Equal("bank", page.Table("Pods").Row("b")["NAMESPACE"]);
        Assert.Equal(["a", "b"], page.Table("Pods").RowNames());
    }

    [Theory]
    [InlineData("10.2.0.9")]
    [InlineData("fd00:10:2::9")]
    public void PodsPage_FilterByEitherAddressOfADualStackPod_FindsIt(string ip)
    {
        var dual = Pod("dual") with { PodIp = "10.2.0.9", OtherIps = ["fd00:10:2::9"] };

        Assert.Equal(["dual"], context.Open<PodsPage>(EmptyCluster.WithPods(Live(Pod(), dual)), $"/pods?q={ip}").Table("Pods").RowNames());
    }

    [Fact]
    public void PodsPage_FilterAndSortInAddress_AreApplied()
    {
        var cluster = EmptyCluster.WithPods(Live(Pod("api-1"), Pod("web-1"), Pod("web-2") with { Containers = [Container(restarts: 4)] }));

        Assert.Equal(["web-2", "web-1"], context.Open<PodsPage>(cluster, "/pods?q=web&sort=-restarts").Table("Pods").RowNames());
    }

    [Fact]
    public void PodsPage_SortedByStatus_HasTheWorstFirst()
    {
        var cluster = EmptyCluster.WithPods(
            Live(
                Pod("a-running"),
                Pod("b-pending") with
                {
                    Phase = PodPhase.Pending,
                    Containers = [Container(ready: false)],
                },
                Pod("c-crashing") with
                {
                    Containers = [Container(state: Waiting("CrashLoopBackOff"), restarts: 9)],
                },
                Pod("d-running")
            )
        );

        var table = context.Open<PodsPage>(cluster, "/pods?ns=shop&sort=status").Table("Pods");

        Assert.Equal("c-crashing", table.RowNames()[0]);
        Assert.Equal(["a-running", "d-running"], table.RowNames()[^2..]);
    }

    [Theory]
    [InlineData("shop/web-1")]
    [InlineData("shop/web")]
    [InlineData("pod/web-1")]
    [InlineData("SHOP/web-1")]
    public void PodsPage_FilteredByNamespaceAndName_FindsWhatTheRowMenuCopies(string filter)
    {
        var cluster = EmptyCluster.WithPods(Live(Pod("web-1"), Pod("web-1", "bank"), Pod("api-1")));

        var names = context.Open<PodsPage>(cluster, $"/pods?ns=shop&q={Uri.EscapeDataString(filter)}").Table("Pods").RowNames();

        Assert.Equal(["web-1"], names);
        var all = context.Open<PodsPage>(cluster, $"/pods?q={Uri.EscapeDataString(filter)}").Table("Pods").RowNames();
        Assert.Equal(filter.StartsWith("pod/", StringComparison.Ordinal) ? 2 : 1, all.Length);
    }

    [Fact]
    public void PodsPage_EmptyOrSyncing_ClaimsNoPodsOnlyAfterListing()
    {
        Assert.Contains(
            "No pods in namespace shop.",
            context.Open<PodsPage>(EmptyCluster, "/pods?ns=shop").Words(),
            StringComparison.Ordinal
        );

        var syncing = context.Open<PodsPage>(EmptyCluster.WithPods(TableOf<Pod>(new SyncState.Syncing(0, 50_000))), "/pods?ns=shop");
        Assert.DoesNotContain("No pods", syncing.Words(), StringComparison.Ordinal);
        Assert.Contains("Syncing: 0 of ~50,000 pods", syncing.Words(), StringComparison.Ordinal);
        Assert.NotNull(syncing.Find("[aria-busy=true]"));
    }

    [Fact]
    public void PodsPage_PodsForbidden_ShowsServerMessage()
    {
        var page = context.Open<PodsPage>(
            EmptyCluster.WithPods(TableOf<Pod>(new SyncState.Forbidden("pods is forbidden: User \"eve\" cannot list")))
        );

        Assert.Contains("pods is forbidden: User \"eve\" cannot list", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("No pods", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void PodsPage_WatchInterruptedForTwoMinutes_KeepsRowsWithTimeOfData()
    {
        var page = context.Open<PodsPage>(EmptyCluster.WithPods(TableOf(new SyncState.Interrupted(Ago(2), "connection refused"), Pod())));

        Assert.Equal(["web-1"], page.Table("Pods").RowNames());
        Assert.Contains("Stale: pods as of 11:58:00", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void PodsPage_PodChangesWhileOpen_UpdatesRow()
    {
        var page = context.Open<PodsPage>(EmptyCluster.WithPods(Live(Pod())));
        PageContext.Publish(page, EmptyCluster.WithPods(Live(Pod() with { Deleted = Now, ResourceVersion = "2" })));

        Assert.Equal("Terminating", page.Table("Pods").Row("web-1")["STATUS"]);
    }

    [Fact]
    public void PodsPage_PodNotReadyAfterTenMinutes_BecomesDegradedWithoutChange()
    {
        var cluster = EmptyCluster.WithPods(
            Live(Pod("slow") with { Conditions = [Condition("Ready", ConditionStatus.False, minutes: 0)] })
        );
        var page = context.Open<PodsPage>(cluster);
        Assert.Contains(
            "Progressing",
            page.Find(TableReading.Rows).Cell("STATUS").QuerySelector(".chip")!.GetAttribute("data-tip"),
            StringComparison.Ordinal
        );
        PageContext.Publish(page, cluster, Now.AddMinutes(10));
        Assert.Contains(
            "Degraded",
            page.Find(TableReading.Rows).Cell("STATUS").QuerySelector(".chip")!.GetAttribute("data-tip"),
            StringComparison.Ordinal
        );
    }
}
