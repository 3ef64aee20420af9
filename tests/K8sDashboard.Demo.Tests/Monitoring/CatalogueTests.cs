using System.Text.Json;
using k8s.Models;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Queries;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>The dashboard's query catalogue on a real Prometheus that scrapes the demo and has its backfilled history.</summary>
public sealed class CatalogueTests(ScrapedDemo demo) : IClassFixture<ScrapedDemo>
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    public static TheoryData<NodeMetric> NodeMetrics => [.. Enum.GetValues<NodeMetric>()];

    public static TheoryData<PodMetric> PodMetrics => [.. Enum.GetValues<PodMetric>()];

    public static TheoryData<UsageMetric> Gauges => [.. Enum.GetValues<UsageMetric>()];

    [Theory]
    [MemberData(nameof(NodeMetrics))]
    public async Task NodeChart_EachMetric_HasLines(NodeMetric metric) => await HasLinesAsync(new ChartDefinition.OfNode(metric, Worker()));

    [Theory]
    [MemberData(nameof(PodMetrics))]
    public async Task PodAndDeploymentCharts_EachMetric_HaveLines(PodMetric metric)
    {
        await HasLinesAsync(new ChartDefinition.OfPod(metric, new PodSubject("shop", Pods()[0].Name())));
        await HasLinesAsync(
            new ChartDefinition.OfWorkload(metric, new WorkloadSubject("shop", new NameSet(Pods().Select(pod => pod.Name()))))
        );
    }

    [Theory]
    [MemberData(nameof(Gauges))]
    public async Task NodeUsage_EachMetric_HasValueInEveryRow(UsageMetric metric)
    {
        SkipWithout();
        var rows = demo.Nodes.Select(node => (node.Name, node)).ToList();
        AllValues(
            await new NodeUsage(demo.Client, demo.Discovery).LoadAsync(metric, rows, Now, TestContext.Current.CancellationToken),
            rows.Count
        );
    }

    [Theory]
    [InlineData(UsageMetric.Cpu, null)]
    [InlineData(UsageMetric.Cpu, RankEnd.Highest)]
    [InlineData(UsageMetric.Memory, null)]
    [InlineData(UsageMetric.Memory, RankEnd.Lowest)]
    public async Task PodUsage_CpuAndMemory_HaveValueInEveryRow(UsageMetric metric, RankEnd? only)
    {
        var rows = Pods().Select(pod => new PodGroup<string>(pod.Name(), [new("shop", pod.Name())])).ToList();
        AllValues(
            await new PodUsage(demo.Client, demo.Discovery).LoadAsync(metric, rows, Now, only, TestContext.Current.CancellationToken),
            rows.Count
        );
    }

    [Theory]
    [InlineData(NodeMetric.Cpu)]
    [InlineData(NodeMetric.Memory)]
    [InlineData(NodeMetric.Network)]
    public async Task NodeQueries_FromCadvisor_ReturnData(NodeMetric metric)
    {
        SkipWithout();
        var cadvisor = (await ScrapedAsync()).Cadvisors[0];
        var target = Matchers.None.Is(Label.Job, cadvisor["job"]).Is(Label.Instance, cadvisor["instance"]);
        foreach (var query in NodeQueries.FromCadvisor(metric, target))
        {
            var promQl = RateWindow.Into(query.PromQl, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), query.LeastWindow);
            Assert.NotEmpty(Data(await demo.Client.InstantAsync(promQl, Now, TestContext.Current.CancellationToken)));
        }
    }

    [Fact]
    public async Task ShippedScrapeJobs_RealPrometheus_AreScrapedWithAllTargetsUp()
    {
        SkipWithout();
        using var timeout = new CancellationTokenSource(Timeout);
        while (true)
        {
            var targets = Data(await demo.Client.TargetsAsync(timeout.Token));
            var down = targets.Where(target => !target.Up).Select(target => target.Job).Distinct().ToList();
            if (targets.Select(target => target.Job).Distinct().Count() == ShippedJobs().Count && down.Count == 0)
                return;
            Assert.False(
                timeout.IsCancellationRequested,
                $"not scraped: {string.Join(", ", ShippedJobs().Except(targets.Select(target => target.Job)).Concat(down))}"
            );
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task HistoryBackfill_LastTwoHours_HasNoGap()
    {
        SkipWithout();
        var grid = TimeGrid.Covering(demo.Ready - HistoryBackfill.Length + TimeSpan.FromMinutes(2), demo.Ready, TimeSpan.FromMinutes(1));
        var idle = Data(
            await demo.Client.RangeAsync(
                "sum(rate(node_cpu_seconds_total{mode=\"idle\"}[2m]))",
                grid,
                TestContext.Current.CancellationToken
            )
        );
        Assert.All(Assert.Single(idle).Values, value => Assert.True(value > 1, $"{value}"));
    }

    [Fact]
    public async Task ShippedAlertRules_LoadedByPrometheus_HaveNoErrors()
    {
        SkipWithout();
        using var http = new HttpClient();
        using var answer = JsonDocument.Parse(
            await http.GetStringAsync(new Uri(demo.Address, "api/v1/rules"), TestContext.Current.CancellationToken)
        );
        var rules = answer
            .RootElement.GetProperty("data")
            .GetProperty("groups")
            .EnumerateArray()
            .SelectMany(group => group.GetProperty("rules").EnumerateArray())
            .ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.NotEqual("err", rule.GetProperty("health").GetString()));
    }

    private async Task HasLinesAsync(ChartDefinition panel)
    {
        SkipWithout();
        var state = await new ChartLoader(demo.Client, demo.Discovery, TimeProvider.System).LoadAsync(
            panel,
            TimeRange.Default,
            TestContext.Current.CancellationToken
        );
        var series = Assert.IsType<ChartState.Series>(state);
        foreach (var query in series.Data.Queries)
            Assert.NotEmpty(Data(await demo.Client.RangeAsync(query, series.Data.Grid, TestContext.Current.CancellationToken)));
    }

    private async Task<ScrapedMetrics> ScrapedAsync() => Data(await demo.Discovery.DiscoverAsync(TestContext.Current.CancellationToken));

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static T Data<T>(PrometheusAnswer<T> answer) => Assert.IsType<PrometheusAnswer<T>.Data>(answer).Value;

    private static void AllValues(UsageAnswer<string> answer, int rows)
    {
        var readings = Assert.IsType<UsageAnswer<string>.Known>(answer).Of;
        Assert.Equal(rows, readings.Count);
        Assert.All(readings.Values, reading => Assert.IsType<UsageState.Value>(reading));
    }

    private static IReadOnlyList<string> ShippedJobs() =>
        [
            .. File.ReadLines(Path.Combine(K8sDashboard.Demo.Monitoring.ClusterPrometheus.Shipped, "prometheus.yml"))
                .Where(line => line.Contains("job_name:", StringComparison.Ordinal))
                .Select(line => line.Split(':')[1].Trim()),
        ];

    private NodeSubject Worker()
    {
        SkipWithout();
        return demo.Nodes.Single(node => node.Name == "worker-1");
    }

    private IReadOnlyList<V1Pod> Pods()
    {
        SkipWithout();
        return demo.Pods;
    }

    private void SkipWithout() => Assert.SkipWhen(demo.Missing is not null, $"no Prometheus to scrape with: {demo.Missing}");
}
