using System.Globalization;
using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Tests;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Resources.Workloads;
using K8sDashboard.Web.Ui.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using static K8sDashboard.Cluster.Tests.Health.Given;
using Page = Bunit.IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<K8sDashboard.Cluster.Access.ClusterView>>;

namespace K8sDashboard.Web.Tests.Metrics;

/// <summary>CPU, memory and disk in the lists, from a Prometheus over HTTP.</summary>
public sealed partial class UsageListsTests : IAsyncLifetime
{
    private const double Mi = 1024 * 1024;

    private readonly PageContext context = new();
    private ScrapedCluster scraped = null!;
    private PrometheusConnection connection = null!;

    public async ValueTask InitializeAsync()
    {
        scraped = await ScrapedCluster.StartAsync(context.Time);
        connection = new PrometheusConnection(scraped.Address, "test", transport: null, getOnly: false, context.Time);
        context.Prometheus = new PrometheusSource.Found(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        connection.Dispose();
        await scraped.DisposeAsync();
    }

    [Fact]
    public async Task PodsPage_PodWithoutSampleOrEnded_ShowsDashWithReason()
    {
        scraped.Samples = [Use("web-1", 0.012), Use("done", 5)];
        var pods = Live(Pod(), Pod("web-2"), Pod("done") with { Phase = PodPhase.Succeeded });

        var page = await OpenAsync<PodsPage>(EmptyCluster.WithPods(pods), "/pods?ns=shop", "12m");

        Assert.Equal("12m", page.Table("Pods").Row("web-1")["CPU"]);
        Assert.Equal(("–", "No sample: not running now, or too new to be scraped."), Cell(page, "web-2", "CPU"));
        Assert.Equal(("–", "The pod has ended: it uses nothing any more."), Cell(page, "done", "CPU"));
        Assert.DoesNotContain(scraped.Asked, query => query.Contains("done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PodsPage_SortedByCpu_PutsPodsWithoutValueLast()
    {
        scraped.Samples = [Use("a", 1), Use("b", 3), Use("c", 2)];

        var page = await OpenAsync<PodsPage>(
            EmptyCluster.WithPods(Live(Pod("0"), Pod("a"), Pod("b"), Pod("c"))),
            "/pods?sort=-cpu",
            "Sorted by CPU every 15 s."
        );

        await UntilAsync(() => Assert.Equal(["b", "c", "a", "0"], page.Table("Pods").RowNames()));
        Assert.DoesNotContain(scraped.Asked, query => query.StartsWith("topk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PodsPage_ThousandPodsSortedByMemory_RanksTopKFirstAndStatesTheCount()
    {
        scraped.Samples = [Use("pod-0900", 3), Use("pod-0400", 9), Use("gone", 20)];

        var page = await OpenAsync<PodsPage>(
            EmptyCluster.WithPods(Many(1000)),
            "/pods?sort=-memory",
            "The 2 with the highest memory first, every 15 s."
        );

        // Without a browser no rows are virtualized: the order is that of the table's rows.
        var source = page.FindComponent<LiveTable<PodRow>>().Instance.Source;
        var rows = source.Read(context.Services.GetRequiredService<ComputeCache>()).Rows;
        Assert.Equal(1000, rows.Count());
        Assert.Equal(
            ["pod-0400", "pod-0900"],
            rows.Select(source.Complete)
                .Where(row => row.Memory.Rank is not null)
                .OrderByDescending(row => row.Memory.Rank)
                .Select(row => row.Pod.Name)
        );
        Assert.Contains(
            scraped.Asked,
            query =>
                query.StartsWith("topk(200, ", StringComparison.Ordinal) && query.Contains("namespace=\"shop\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task PodsPage_SnapshotChanges_SendsNoQueryAndKeepsOrderUntilNextStep()
    {
        scraped.Samples = [Use("a", 1), Use("b", 3)];
        var page = await OpenAsync<PodsPage>(
            EmptyCluster.WithPods(Live(Pod("a"), Pod("b"))),
            "/pods?sort=-cpu",
            "Sorted by CPU every 15 s."
        );
        await UntilAsync(() => Assert.Equal(["b", "a"], page.Table("Pods").RowNames()));
        var before = scraped.Asked.Count;
        scraped.Samples = [Use("a", 9), Use("b", 3)];

        PageContext.Publish(page, EmptyCluster.WithPods(Live(Pod("a") with { ResourceVersion = "2", Deleted = Now }, Pod("b"))));

        Assert.Equal("Terminating", page.Table("Pods").Row("a")["STATUS"]);
        Assert.Equal(["b", "a"], page.Table("Pods").RowNames());
        Assert.Equal(before, scraped.Asked.Count);

        context.Time.Advance(UsageSteps.Step);
        await UntilAsync(() => Assert.Equal(["a", "b"], page.Table("Pods").RowNames()));
    }

    [Fact]
    public async Task DeploymentsPage_SamplesOfFormerAndOtherPods_AreLeftOutOfTheSum()
    {
        var deployment = Deployment(desired: 2);
        var set = ReplicaSet(deployment, "aaa", 1, 2);
        Pod Mine(string name) =>
            Pod(name).OwnedBy(set) with
            {
                Containers = [new(new("nginx", "nginx") { Limits = new(null, 64 * Mi) }, null)],
            };
        var cluster = EmptyCluster
            .WithDeployments(Live(deployment))
            .WithReplicaSets(Live(set))
            .WithPods(Live(Mine("web-aaa-1"), Mine("web-aaa-2"), Pod("other")));
        scraped.Samples = [Use("web-aaa-1", 50 * Mi), Use("web-aaa-2", 70 * Mi), Use("web-aaa-0", 9 * Mi), Use("other", 9 * Mi)];

        var page = await OpenAsync<DeploymentsPage>(cluster, "/workloads/deployments", "120Mi");

        Assert.Equal(
            ("High 120Mi", "High; memory 120Mi; no request; 93% of limit 128Mi; 2 pods"),
            Cell(page, "web", "MEMORY", "Deployments")
        );
    }

    [Fact]
    public async Task DeploymentsPage_PodsForbidden_ShowsNoSumAndSendsNoQuery()
    {
        var deployment = Deployment();
        var cluster = EmptyCluster
            .WithDeployments(Live(deployment))
            .WithReplicaSets(Live(ReplicaSet(deployment, "aaa", 1, 2)))
            .WithPods(TableOf<Pod>(new SyncState.Forbidden("pods is forbidden")));

        var page = await OpenAsync<DeploymentsPage>(
            cluster,
            "/workloads/deployments",
            "CPU, memory: the API server refuses to list pods: pods is forbidden"
        );

        Assert.Equal("–", page.Table("Deployments").Row("web")["CPU"]);
        Assert.Empty(scraped.Asked);
    }

    [Fact]
    public async Task NodesPage_NodeExporterSamples_ShowsSharesAndFullestDisk()
    {
        scraped.Nodes = ["""{"metric":{"__name__":"node_uname_info","job":"node-exporter","instance":"10.1.0.1:9100"},"value":[1,"1"]}"""];
        scraped.Samples = ["""{"metric":{"job":"node-exporter","instance":"10.1.0.1:9100","device":"/dev/vda1"},"value":[1,"0.915"]}"""];

        var page = await OpenAsync<NodesPage>(EmptyCluster.WithNodes(Live(Node())), "/nodes", "91%");

        await UntilAsync(() =>
            Assert.Equal(("High 91%", "High; the fullest file system; /dev/vda1"), Cell(page, "node-1", "DISK", "Nodes"))
        );
        Assert.Equal("High; 1.83 of 2 cores busy; requested by its pods: 0 (0%); /dev/vda1", Cell(page, "node-1", "CPU", "Nodes").Title);
    }

    [Fact]
    public async Task PodsPage_PrometheusStartsFailing_KeepsValuesWithTimeAndReason()
    {
        scraped.Samples = [Use("web-1", 0.012)];
        var page = await OpenAsync<PodsPage>(EmptyCluster.WithPods(Live(Pod())), "/pods?sort=cpu", "12m");

        scraped.Refusal = """{"status":"error","errorType":"execution","error":"too many samples"}""";
        context.Time.Advance(UsageSteps.Step);

        await UntilAsync(() =>
            Assert.Contains(
                "CPU, memory as of 12:00:00: Prometheus refused: too many samples. Sorted by CPU every 15 s.",
                page.Words(),
                StringComparison.Ordinal
            )
        );
        Assert.Equal("12m", page.Table("Pods").Row("web-1")["CPU"]);
    }

    [Fact]
    public async Task PodsPage_RowRemoved_IsNoLongerQueried()
    {
        scraped.Samples = [Use("web-1", 0.012)];
        var page = await OpenAsync<PodsPage>(EmptyCluster.WithPods(Live(Pod(), Pod("api-1"))), "/pods", "12m");
        Assert.Contains(scraped.Asked, query => query.Contains("pod=~\"api-1|web-1\"", StringComparison.Ordinal));
        var before = scraped.Asked.Count;

        PageContext.Publish(page, EmptyCluster.WithPods(Live(Pod())));
        context.Time.Advance(UsageSteps.Step);
        await UntilAsync(() => Assert.Equal(before + 2, scraped.Asked.Count));

        Assert.All(scraped.Asked.Skip(before), query => Assert.Contains("pod=\"web-1\"", query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PodsPage_Disposed_SendsNoMoreQueries()
    {
        scraped.Samples = [Use("web-1", 0.012)];
        await OpenAsync<PodsPage>(EmptyCluster.WithPods(Live(Pod())), "/pods", "12m");
        var before = scraped.Asked.Count;

        await context.DisposeComponentsAsync();
        context.Time.Advance(UsageSteps.Step);
        context.Time.Advance(UsageFeed<ObjectRef>.Gather);
        await scraped.Client.InstantAsync("1", context.Time.GetUtcNow(), default);

        Assert.Equal(before + 1, scraped.Asked.Count);
    }

    [Fact]
    public async Task PodsPage_FilterEqualsUsageText_IgnoresUsageColumns()
    {
        scraped.Samples = [Use("web-1", 0.077)];
        var cluster = EmptyCluster.WithPods(Live(Pod(), Pod("web-77m")));
        var page = await OpenAsync<PodsPage>(cluster, "/pods", " 77m ");

        page.Find("input[type=search]").Input("77m");
        PageContext.Publish(page, cluster);

        Assert.Equal(["web-77m"], page.Table("Pods").RowNames());
    }

    private static Table<Pod> Many(int count) => Live([.. Enumerable.Range(0, count).Select(i => Pod($"pod-{i:0000}"))]);

    private static string Use(string pod, double amount) =>
        $$"""{"metric":{"namespace":"shop","pod":"{{pod}}"},"value":[1,"{{amount.ToString(CultureInfo.InvariantCulture)}}"]}""";

    private static (string Text, string Title) Cell(Page page, string row, string column, string table = "Pods")
    {
        var element = page.Table(table).QuerySelector($"tr[aria-label='{row}']")!.Cell(column);
        return (element.Words(), element.QuerySelector("span")!.GetAttribute("data-tip")!);
    }

    private async Task<Page> OpenAsync<TPage>(ClusterSnapshot cluster, string address, string until)
        where TPage : IComponent
    {
        var page = context.Open<TPage>(cluster, address);
        await UntilAsync(() => Assert.Contains(until, page.Words(), StringComparison.Ordinal));
        return page;
    }

    /// <summary>Advances the lists' clock in small steps until the page shows it.</summary>
    private async Task UntilAsync(Action shown)
    {
        for (var moment = 0; ; moment++)
        {
            try
            {
                shown();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (moment < 10_000)
            {
                context.Time.Advance(TimeSpan.FromMilliseconds(1));
                // Real time: the responses come over HTTP.
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }
        }
    }
}
