using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Monitoring.Readings;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

public sealed class PodReadingsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(At.AddSeconds(7));
    private ScrapedCluster cluster = null!;
    private PodReadings readings = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await ScrapedCluster.StartAsync(time);
        readings = new PodReadings(cluster.Client, new MetricDiscovery(cluster.Client, time));
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Pods_of_several_namespaces_are_one_request_each_container_once_and_each_pod_its_own()
    {
        cluster.Samples = [Pod("bank", "a", "0.25"), Pod("shop", "a", "1.5"), Pod("shop", "gone", "9")];

        var answer = await LoadAsync(Gauge.Cpu, null, ("bank", "a"), ("shop", "a"), ("shop", "b"));

        Assert.Equal(
            """sum by (namespace, pod) (max by (namespace, pod, container) (sum without (cpu) (rate(container_cpu_usage_seconds_total{namespace=~"bank|shop",pod=~"a|b",job="cadvisor",container!="",container!="POD",image!=""}[60s])) and on (namespace, pod, container, id, name) topk by (namespace, pod, container) (1, last_over_time(container_start_time_seconds{namespace=~"bank|shop",pod=~"a|b",job="cadvisor",container!="",container!="POD",image!=""}[60s]) or on (namespace, pod, container) timestamp(container_cpu_usage_seconds_total{namespace=~"bank|shop",pod=~"a|b",job="cadvisor",container!="",container!="POD",image!=""}))))""",
            cluster.Asked[0]);
        // Of the one without a sample the rows of whole pods are asked for.
        Assert.Contains("""{namespace="shop",pod="b",job="cadvisor",container="",image=""}""", Assert.Single(cluster.Asked.Skip(1)), StringComparison.Ordinal);
        Assert.Equal(new Reading.Value(0.25), answer.Of["bank/a"]);
        Assert.Equal(new Reading.Value(1.5), answer.Of["shop/a"]);
        Assert.Contains("No sample", Assert.IsType<Reading.NoData>(answer.Of["shop/b"]).Why, StringComparison.Ordinal);
        // Whatever else matches is nobody's question.
        Assert.Equal(3, answer.Of.Count);
    }

    [Fact]
    public async Task PodReadings_refused_fallback_keeps_what_the_first_source_told()
    {
        cluster.Samples = [Pod("shop", "a", "1.5")];
        cluster.Refusal = """{"status":"error","errorType":"timeout","error":"too busy"}""";
        cluster.Refuses = query => query.Contains("container=\"\"", StringComparison.Ordinal);

        var answer = await LoadAsync(Gauge.Cpu, null, ("shop", "a"), ("shop", "b"));

        Assert.Equal(new Reading.Value(1.5), answer.Of["shop/a"]);
        Assert.IsType<Reading.NoData>(answer.Of["shop/b"]);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("+Inf")]
    public async Task What_is_no_number_is_no_data_and_never_zero(string value)
    {
        cluster.Samples = [Pod("shop", "a", value)];

        Assert.IsType<Reading.NoData>((await LoadAsync(Gauge.Memory, null, ("shop", "a"))).Of["shop/a"]);
    }

    [Fact]
    public async Task A_workload_is_the_sum_of_the_pods_that_exist_and_says_when_some_are_not_measured_yet()
    {
        cluster.Samples = [Pod("shop", "a", "1"), Pod("shop", "b", "2"), Pod("shop", "ghost", "40")];
        PodGroup<string>[] groups =
        [
            new("web", [new("shop", "a"), new("shop", "b")]),
            new("api", [new("shop", "b"), new("shop", "new")]),
            new("none", []),
        ];

        var answer = Assert.IsType<ReadingAnswer<string>.Readings>(await readings.LoadAsync(Gauge.Cpu, groups, At, null, default)).Of;

        Assert.Equal(new Reading.Value(3, "2 pods"), answer["web"]);
        Assert.Equal(new Reading.Value(2, "1 of 2 pods; the others have no sample"), answer["api"]);
        Assert.Equal(new Reading.NoData("There is no pod."), answer["none"]);
    }

    [Theory]
    [InlineData(RankEnd.Highest, "topk(200, sum by (namespace, pod) (")]
    [InlineData(RankEnd.Lowest, "bottomk(200, sum by (namespace, pod) (")]
    public async Task An_order_over_many_pods_is_one_query_of_their_namespace_for_200(RankEnd end, string query)
    {
        cluster.Samples = [Pod("shop", "a-deployment-with-a-long-name-00007", "3"), Pod("shop", "ghost", "9")];
        var pods = Enumerable.Range(0, 3000).Select(i => ("shop", $"a-deployment-with-a-long-name-{i:00000}")).ToArray();

        var answer = await LoadAsync(Gauge.Cpu, end, pods);

        var asked = Assert.Single(cluster.Asked);
        Assert.StartsWith(query, asked, StringComparison.Ordinal);
        Assert.Contains("{namespace=\"shop\",pod!=\"\",job=\"cadvisor\"", asked, StringComparison.Ordinal);
        Assert.Equal("shop/a-deployment-with-a-long-name-00007", Assert.Single(answer.Of).Key);
    }

    [Fact]
    public async Task The_pods_in_view_are_asked_by_name_in_queries_that_fit_an_address()
    {
        var pods = Enumerable.Range(0, 200).Select(i => ($"namespace-{i % 7}", $"a-deployment-with-a-long-name-{i:00000}")).ToArray();

        await LoadAsync(Gauge.Memory, null, pods);

        Assert.All(cluster.Asked, query => Assert.InRange(Uri.EscapeDataString(query).Length, 1, 6_500));
        var ofContainers = cluster.Asked.Where(query => query.Contains("container!=", StringComparison.Ordinal)).ToList();
        Assert.InRange(ofContainers.Count, 2, 6);
        Assert.All(pods, pod => Assert.Single(ofContainers, query => query.Contains(pod.Item2, StringComparison.Ordinal) && query.Contains(pod.Item1, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_cAdvisor_the_kubelets_resource_metrics_answer_and_without_both_nothing_is_asked()
    {
        cluster.ContainerJob = null;
        cluster.ResourceJob = "resource";
        await LoadAsync(Gauge.Memory, null, ("shop", "a"));
        Assert.Equal(["""sum by (namespace, pod) (max by (namespace, pod) (pod_memory_working_set_bytes{namespace="shop",pod="a",job="resource"} and on (namespace, pod, instance) topk by (namespace, pod) (1, timestamp(pod_memory_working_set_bytes{namespace="shop",pod="a",job="resource"}))))"""], cluster.Asked);

        cluster.ResourceJob = null;
        time.Advance(TimeSpan.FromMinutes(6));
        var none = await readings.LoadAsync(Gauge.Memory, Groups(("shop", "a")), At, null, default);

        Assert.Contains("cAdvisor is not scraped", Assert.IsType<ReadingAnswer<string>.NotScraped>(none).Why, StringComparison.Ordinal);
        Assert.Single(cluster.Asked);
    }

    [Fact]
    public async Task Search_of_a_part_of_the_data_proves_no_absence()
    {
        cluster.ContainerJob = null;
        cluster.Warning = "store 2 is away";

        var none = await readings.LoadAsync(Gauge.Memory, Groups(("shop", "a")), At, null, default);

        Assert.EndsWith("The answer is not complete: store 2 is away.", Assert.IsType<ReadingAnswer<string>.NotScraped>(none).Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Gauge.Cpu, null)]
    [InlineData(Gauge.Memory, null)]
    [InlineData(Gauge.Cpu, RankEnd.Highest)]
    public async Task PodReadings_PodMadeAnewUnderAnOldName_DoesNotShowItsPredecessors(Gauge gauge, RankEnd? only)
    {
        cluster.Samples = [Pod("shop", "db-0", "900")];
        cluster.Origins = [Started("shop", "db-0", At.AddHours(-3))];
        var started = At.AddSeconds(-40);

        var before = Assert.IsType<ReadingAnswer<string>.Readings>(await readings.LoadAsync(gauge, [Young("db-0", started)], At, only, default));
        Assert.DoesNotContain(before.Of.Values, reading => reading is Reading.Value);

        // Its own containers have been scraped.
        cluster.Origins = [Started("shop", "db-0", started.AddSeconds(2))];
        var after = Assert.IsType<ReadingAnswer<string>.Readings>(await readings.LoadAsync(gauge, [Young("db-0", started)], At.AddSeconds(15), only, default));
        Assert.Equal(new Reading.Value(900), after.Of["db-0"]);
    }

    [Fact]
    public async Task PodReadings_PodOlderThanWhatPrometheusLooksBack_IsAskedNothingMore()
    {
        cluster.Samples = [Pod("shop", "db-0", "1")];

        var answer = await readings.LoadAsync(Gauge.Cpu, [Young("db-0", At.AddMinutes(-11))], At, null, default);

        Assert.Equal(new Reading.Value(1), Assert.IsType<ReadingAnswer<string>.Readings>(answer).Of["db-0"]);
        Assert.Single(cluster.Asked);
    }

    [Fact]
    public async Task PodReadings_OriginThatPrometheusRefusesToTell_ShowsNoFigureAndSaysWhy()
    {
        cluster.Samples = [Pod("shop", "db-0", "900"), Pod("shop", "old", "1")];
        cluster.Refusal = """{"status":"error","errorType":"timeout","error":"too busy"}""";
        cluster.Refuses = query => query.StartsWith("min by", StringComparison.Ordinal);

        var answer = Assert.IsType<ReadingAnswer<string>.Readings>(await readings.LoadAsync(
            Gauge.Cpu, [Young("db-0", At.AddSeconds(-40)), .. Groups(("shop", "old"))], At, null, default));

        Assert.IsType<Reading.NoData>(answer.Of["db-0"]);
        Assert.Equal(new Reading.Value(1), answer.Of["shop/old"]);
        Assert.Contains(answer.Warnings, warning => warning.Contains("too busy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Prometheus_in_trouble_is_unavailable_in_its_own_words()
    {
        cluster.Refusal = """{"status":"error","errorType":"execution","error":"query processing would load too many samples"}""";

        var answer = await readings.LoadAsync(Gauge.Cpu, Groups(("shop", "a")), At, null, default);

        Assert.Equal("Prometheus refused: query processing would load too many samples", Assert.IsType<ReadingAnswer<string>.Unavailable>(answer).Why);
    }

    private static string Pod(string @namespace, string name, string value) =>
        $$"""{"metric":{"namespace":"{{@namespace}}","pod":"{{name}}"},"value":[1,"{{value}}"]}""";

    private static string Started(string @namespace, string name, DateTimeOffset at) =>
        Pod(@namespace, name, at.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static PodGroup<string> Young(string name, DateTimeOffset started) => new(name, [new("shop", name, started)]);

    private static PodGroup<string>[] Groups(params (string Namespace, string Name)[] pods) =>
        [.. pods.Select(pod => new PodGroup<string>($"{pod.Namespace}/{pod.Name}", [new(pod.Namespace, pod.Name)]))];

    private async Task<ReadingAnswer<string>.Readings> LoadAsync(Gauge gauge, RankEnd? only, params (string Namespace, string Name)[] pods) =>
        Assert.IsType<ReadingAnswer<string>.Readings>(await readings.LoadAsync(gauge, Groups(pods), At, only, default));
}
