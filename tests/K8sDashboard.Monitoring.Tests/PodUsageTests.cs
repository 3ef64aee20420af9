using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

public sealed class PodUsageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(At.AddSeconds(7));
    private ScrapedCluster cluster = null!;
    private PodUsage readings = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await ScrapedCluster.StartAsync(time);
        readings = new PodUsage(cluster.Client, new MetricDiscovery(cluster.Client, time));
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task PodUsage_PodsOfSeveralNamespaces_ShareOneQueryAndKeepOwnValues()
    {
        cluster.Samples = [Pod("bank", "a", "0.25"), Pod("shop", "a", "1.5"), Pod("shop", "gone", "9")];

        var answer = await LoadAsync(UsageMetric.Cpu, null, ("bank", "a"), ("shop", "a"), ("shop", "b"));

        Assert.Equal(
            """sum by (namespace, pod) (max by (namespace, pod, container) (sum without (cpu) """
                + """(rate(container_cpu_usage_seconds_total{namespace=~"bank|shop",pod=~"a|b",job="cadvisor",container!="","""
                + """container!="POD",image!=""}[60s])) and on (namespace, pod, container, id, name) topk by (namespace, pod, """
                + """container) (1, last_over_time(container_start_time_seconds{namespace=~"bank|shop",pod=~"a|b",job="cadvisor","""
                + """container!="",container!="POD",image!=""}[60s]) or on (namespace, pod, container) """
                + """timestamp(container_cpu_usage_seconds_total{namespace=~"bank|shop",pod=~"a|b",job="cadvisor",container!="","""
                + """container!="POD",image!=""}))))""",
            cluster.Asked[0]
        );
        // Fallback for the pod without a sample: the series by pod.
        Assert.Contains(
            """{namespace="shop",pod="b",job="cadvisor",container="",image=""}""",
            Assert.Single(cluster.Asked.Skip(1)),
            StringComparison.Ordinal
        );
        Assert.Equal(new UsageState.Value(0.25), answer.Of["bank/a"]);
        Assert.Equal(new UsageState.Value(1.5), answer.Of["shop/a"]);
        Assert.Contains("No sample", Assert.IsType<UsageState.NoData>(answer.Of["shop/b"]).Message, StringComparison.Ordinal);
        // Other matching series are ignored.
        Assert.Equal(3, answer.Of.Count);
    }

    [Fact]
    public async Task PodUsage_FallbackQueryFails_KeepsValuesOfFirstSource()
    {
        cluster.Samples = [Pod("shop", "a", "1.5")];
        cluster.Refusal = """{"status":"error","errorType":"timeout","error":"too busy"}""";
        cluster.Refuses = query => query.Contains("container=\"\"", StringComparison.Ordinal);

        var answer = await LoadAsync(UsageMetric.Cpu, null, ("shop", "a"), ("shop", "b"));

        Assert.Equal(new UsageState.Value(1.5), answer.Of["shop/a"]);
        Assert.IsType<UsageState.NoData>(answer.Of["shop/b"]);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("+Inf")]
    public async Task PodUsage_NaNOrInfiniteSample_IsNoData(string value)
    {
        cluster.Samples = [Pod("shop", "a", value)];

        Assert.IsType<UsageState.NoData>((await LoadAsync(UsageMetric.Memory, null, ("shop", "a"))).Of["shop/a"]);
    }

    [Fact]
    public async Task PodUsage_WorkloadWithUnmeasuredPods_SumsExistingPodsAndSaysHowMany()
    {
        cluster.Samples = [Pod("shop", "a", "1"), Pod("shop", "b", "2"), Pod("shop", "ghost", "40")];
        PodGroup<string>[] groups =
        [
            new("web", [new("shop", "a"), new("shop", "b")]),
            new("api", [new("shop", "b"), new("shop", "new")]),
            new("none", []),
        ];

        var answer = Assert.IsType<UsageAnswer<string>.Known>(await readings.LoadAsync(UsageMetric.Cpu, groups, At, null, default)).Of;

        Assert.Equal(new UsageState.Value(3, "2 pods"), answer["web"]);
        Assert.Equal(new UsageState.Value(2, "1 of 2 pods; the others have no sample"), answer["api"]);
        Assert.Equal(new UsageState.NoData("There is no pod."), answer["none"]);
    }

    [Theory]
    [InlineData(RankEnd.Highest, "topk(200, sum by (namespace, pod) (")]
    [InlineData(RankEnd.Lowest, "bottomk(200, sum by (namespace, pod) (")]
    public async Task PodUsage_SortOverThreeThousandPods_SendsOneNamespaceQueryFor200(RankEnd end, string query)
    {
        cluster.Samples = [Pod("shop", "a-deployment-with-a-long-name-00007", "3"), Pod("shop", "ghost", "9")];
        var pods = Enumerable.Range(0, 3000).Select(i => ("shop", $"a-deployment-with-a-long-name-{i:00000}")).ToArray();

        var answer = await LoadAsync(UsageMetric.Cpu, end, pods);

        var asked = Assert.Single(cluster.Asked);
        Assert.StartsWith(query, asked, StringComparison.Ordinal);
        Assert.Contains("{namespace=\"shop\",pod!=\"\",job=\"cadvisor\"", asked, StringComparison.Ordinal);
        Assert.Equal("shop/a-deployment-with-a-long-name-00007", Assert.Single(answer.Of).Key);
    }

    [Fact]
    public async Task PodUsage_TwoHundredVisiblePods_AreQueriedByNameWithinUrlLimit()
    {
        var pods = Enumerable.Range(0, 200).Select(i => ($"namespace-{i % 7}", $"a-deployment-with-a-long-name-{i:00000}")).ToArray();

        await LoadAsync(UsageMetric.Memory, null, pods);

        Assert.All(cluster.Asked, query => Assert.InRange(Uri.EscapeDataString(query).Length, 1, 6_500));
        var ofContainers = cluster.Asked.Where(query => query.Contains("container!=", StringComparison.Ordinal)).ToList();
        Assert.InRange(ofContainers.Count, 2, 6);
        Assert.All(
            pods,
            pod =>
                Assert.Single(
                    ofContainers,
                    query => query.Contains(pod.Item2, StringComparison.Ordinal) && query.Contains(pod.Item1, StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task PodUsage_NoCadvisor_UsesKubeletResourceMetricsOrSendsNoQuery()
    {
        cluster.ContainerJob = null;
        cluster.ResourceJob = "resource";
        await LoadAsync(UsageMetric.Memory, null, ("shop", "a"));
        Assert.Equal(
            [
                """sum by (namespace, pod) (max by (namespace, pod) """
                    + """(pod_memory_working_set_bytes{namespace="shop",pod="a",job="resource"} and on (namespace, pod, instance) topk """
                    + """by (namespace, pod) (1, timestamp(pod_memory_working_set_bytes{namespace="shop",pod="a",job="resource"}))))""",
            ],
            cluster.Asked
        );

        cluster.ResourceJob = null;
        time.Advance(TimeSpan.FromMinutes(6));
        var none = await readings.LoadAsync(UsageMetric.Memory, Groups(("shop", "a")), At, null, default);

        Assert.Contains("cAdvisor is not scraped", Assert.IsType<UsageAnswer<string>.NotScraped>(none).Message, StringComparison.Ordinal);
        Assert.Single(cluster.Asked);
    }

    [Fact]
    public async Task PodUsage_PartialDiscoveryAnswer_SaysAnswerIsIncomplete()
    {
        cluster.ContainerJob = null;
        cluster.Warning = "store 2 is away";

        var none = await readings.LoadAsync(UsageMetric.Memory, Groups(("shop", "a")), At, null, default);

        Assert.EndsWith(
            "The answer is not complete: store 2 is away.",
            Assert.IsType<UsageAnswer<string>.NotScraped>(none).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(UsageMetric.Cpu, null)]
    [InlineData(UsageMetric.Memory, null)]
    [InlineData(UsageMetric.Cpu, RankEnd.Highest)]
    public async Task PodUsage_PodRecreatedUnderSameName_DoesNotShowPredecessorUsage(UsageMetric metric, RankEnd? only)
    {
        cluster.Samples = [Pod("shop", "db-0", "900")];
        cluster.Origins = [Started("shop", "db-0", At.AddHours(-3))];
        var started = At.AddSeconds(-40);

        var before = Assert.IsType<UsageAnswer<string>.Known>(
            await readings.LoadAsync(metric, [Young("db-0", started)], At, only, default)
        );
        Assert.DoesNotContain(before.Of.Values, reading => reading is UsageState.Value);

        // Its own containers are scraped by now.
        cluster.Origins = [Started("shop", "db-0", started.AddSeconds(2))];
        var after = Assert.IsType<UsageAnswer<string>.Known>(
            await readings.LoadAsync(metric, [Young("db-0", started)], At.AddSeconds(15), only, default)
        );
        Assert.Equal(new UsageState.Value(900), after.Of["db-0"]);
    }

    [Fact]
    public async Task PodUsage_PodOlderThanLookback_NeedsNoFurtherQuery()
    {
        cluster.Samples = [Pod("shop", "db-0", "1")];

        var answer = await readings.LoadAsync(UsageMetric.Cpu, [Young("db-0", At.AddMinutes(-11))], At, null, default);

        Assert.Equal(new UsageState.Value(1), Assert.IsType<UsageAnswer<string>.Known>(answer).Of["db-0"]);
        Assert.Single(cluster.Asked);
    }

    [Fact]
    public async Task PodUsage_ContainerStartQueryFails_ShowsNoDataAndSaysWhy()
    {
        cluster.Samples = [Pod("shop", "db-0", "900"), Pod("shop", "old", "1")];
        cluster.Refusal = """{"status":"error","errorType":"timeout","error":"too busy"}""";
        cluster.Refuses = query => query.StartsWith("min by", StringComparison.Ordinal);

        var answer = Assert.IsType<UsageAnswer<string>.Known>(
            await readings.LoadAsync(UsageMetric.Cpu, [Young("db-0", At.AddSeconds(-40)), .. Groups(("shop", "old"))], At, null, default)
        );

        Assert.IsType<UsageState.NoData>(answer.Of["db-0"]);
        Assert.Equal(new UsageState.Value(1), answer.Of["shop/old"]);
        Assert.Contains(answer.Warnings, warning => warning.Contains("too busy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PodUsage_PrometheusError_IsUnavailableWithItsMessage()
    {
        cluster.Refusal = """{"status":"error","errorType":"execution","error":"query processing would load too many samples"}""";

        var answer = await readings.LoadAsync(UsageMetric.Cpu, Groups(("shop", "a")), At, null, default);

        Assert.Equal(
            "Prometheus refused: query processing would load too many samples",
            Assert.IsType<UsageAnswer<string>.Unavailable>(answer).Message
        );
    }

    private static string Pod(string @namespace, string name, string value) =>
        $$"""{"metric":{"namespace":"{{@namespace}}","pod":"{{name}}"},"value":[1,"{{value}}"]}""";

    private static string Started(string @namespace, string name, DateTimeOffset at) =>
        Pod(@namespace, name, at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static PodGroup<string> Young(string name, DateTimeOffset started) => new(name, [new("shop", name, started)]);

    private static PodGroup<string>[] Groups(params (string Namespace, string Name)[] pods) =>
        [.. pods.Select(pod => new PodGroup<string>($"{pod.Namespace}/{pod.Name}", [new(pod.Namespace, pod.Name)]))];

    private async Task<UsageAnswer<string>.Known> LoadAsync(
        UsageMetric metric,
        RankEnd? only,
        params (string Namespace, string Name)[] pods
    ) => Assert.IsType<UsageAnswer<string>.Known>(await readings.LoadAsync(metric, Groups(pods), At, only, default));
}
