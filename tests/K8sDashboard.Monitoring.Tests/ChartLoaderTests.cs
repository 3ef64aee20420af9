using K8sDashboard.Monitoring.Charts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

public sealed class ChartLoaderTests : IAsyncLifetime
{
    private static readonly ChartDefinition Cpu = new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", "cart-1"));
    private static readonly TimeRange FiveMinutes = TimeRange.Parse("5m");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 7, TimeSpan.Zero));
    private LoopbackPrometheus server = null!;
    private PrometheusClient client = null!;
    private ChartLoader loader = null!;

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    public async ValueTask InitializeAsync()
    {
        server = await LoopbackPrometheus.StartAsync();
        client = server.Client(time);
        loader = new ChartLoader(client, new MetricDiscovery(client, time), time);
        server.Answer = Healthy;
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task ChartLoader_StepElapsed_ReloadsChart()
    {
        await using var states = loader.WatchAsync(Cpu, FiveMinutes, default).GetAsyncEnumerator();

        Assert.IsType<ChartState.Loading>(await NextAsync(states));
        var first = Assert.IsType<ChartState.Series>(await NextAsync(states));
        var next = states.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(8));
        await next;
        var second = Assert.IsType<ChartState.Series>(states.Current);

        Assert.Equal("app", Assert.Single(first.Data.Lines).Name);
        Assert.Equal(first.Data.Grid.End + TimeSpan.FromSeconds(15), second.Data.Grid.End);
        Assert.Equal("test", first.Data.Source);
        // Scraped every 15 s: cAdvisor needs a window of at least a minute.
        Assert.Contains("[60s]", Assert.Single(first.Data.Queries), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task ChartLoader_PrometheusFailsAndRecovers_KeepsStaleLinesThenRefreshes()
    {
        await using var states = loader.WatchAsync(Cpu, FiveMinutes, default).GetAsyncEnumerator();
        await NextAsync(states);
        var first = Assert.IsType<ChartState.Series>(await NextAsync(states));

        server.Answer = (context, _) => LoopbackPrometheus.Json(context, """{"status":"error","errorType":"timeout","error":"too busy"}""");
        var stale = Assert.IsType<ChartState.Series>(await AfterAsync(states, TimeSpan.FromSeconds(15)));
        server.Answer = Healthy;
        var fresh = Assert.IsType<ChartState.Series>(await AfterAsync(states, ChartLoader.RetryAfter));

        Assert.Same(first.Data, stale.Data);
        Assert.Contains("too busy", stale.StaleBecause, StringComparison.Ordinal);
        Assert.Null(fresh.StaleBecause);
        Assert.True(fresh.Data.AsOf > first.Data.AsOf);
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task ChartLoader_PrometheusNeverAnswered_IsUnavailableWithReason()
    {
        server.Answer = (context, _) =>
            LoopbackPrometheus.Json(context, """{"status":"error","errorType":"unavailable","error":"starting up"}""");

        var state = await loader.LoadAsync(Cpu, FiveMinutes, default);

        Assert.Equal("Prometheus cannot be reached: starting up", Assert.IsType<ChartState.Unavailable>(state).Message);
    }

    [Fact]
    public async Task ChartLoader_PodWithoutSamples_ShowsNoData()
    {
        server.Answer = (context, query) =>
            context.Request.Path == "/api/v1/query_range" ? LoopbackPrometheus.Matrix(context) : Healthy(context, query);

        var state = await loader.LoadAsync(Cpu, FiveMinutes, default);

        Assert.Contains("No sample in the last 5m", Assert.IsType<ChartState.NoData>(state).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChartLoader_EmptyAnswerWithWarnings_ShowsNoDataWithWarnings()
    {
        server.Answer = (context, query) =>
            context.Request.Path == "/api/v1/query_range"
                ? LoopbackPrometheus.Json(
                    context,
                    """{"status":"success","data":{"resultType":"matrix","result":[]},"warnings":["store 2 is away"]}"""
                )
                : Healthy(context, query);

        var state = Assert.IsType<ChartState.NoData>(await loader.LoadAsync(Cpu, FiveMinutes, default));

        Assert.Equal(["store 2 is away"], state.Warnings);
        // It is unknown whether anything ran then.
        Assert.Equal("No sample in the last 5m.", state.Message);
    }

    [Fact]
    public async Task ChartLoader_EmptyDiscoveryWithWarnings_ShowsWarningsAndRediscoversWithin31Seconds()
    {
        server.Answer = (context, _) =>
            context.Request.Path == "/api/v1/query"
                ? LoopbackPrometheus.Json(
                    context,
                    """{"status":"success","data":{"resultType":"vector","result":[]},"warnings":["store 2 is away"]}"""
                )
                : Healthy(context, "");
        Assert.Equal(["store 2 is away"], Assert.IsType<ChartState.NoData>(await loader.LoadAsync(Cpu, FiveMinutes, default)).Warnings);

        server.Answer = Healthy;
        time.Advance(TimeSpan.FromSeconds(31));

        Assert.IsType<ChartState.Series>(await loader.LoadAsync(Cpu, FiveMinutes, default));
    }

    [Fact]
    public async Task ChartLoader_PastTimeRange_LoadsOnce()
    {
        var past = TimeRange.Spanning(time.GetUtcNow().AddMinutes(-20), time.GetUtcNow());

        var states = new List<ChartState>();
        await foreach (var state in loader.WatchAsync(Cpu, past, default))
            states.Add(state);

        Assert.IsType<ChartState.Series>(states[^1]);
        Assert.Equal(2, states.Count);
    }

    [Fact]
    public async Task ChartLoader_WorkloadPodMissingSample_SumsPodsAndLeavesGap()
    {
        server.Answer = (context, query) =>
            context.Request.Path == "/api/v1/query_range"
                ? LoopbackPrometheus.Matrix(context, Series("pod", "a", (Now - 7, 1), (Now - 22, 1)), Series("pod", "b", (Now - 7, 2)))
                : Healthy(context, query);
        var panel = new ChartDefinition.OfWorkload(PodMetric.Cpu, new WorkloadSubject("shop", new NameSet(["a", "b"])));

        var state = Assert.IsType<ChartState.Series>(await loader.LoadAsync(panel, FiveMinutes, default));

        Assert.Equal(["all pods", "a", "b"], state.Data.Lines.Select(line => line.Name));
        Assert.Equal([double.NaN, 1, 3], state.Data.Lines[0].Values[^3..]);
        Assert.True(double.IsNaN(state.Data.Lines[2].Values[^2]));
    }

    [Fact]
    public async Task ChartLoader_TwentyPods_DrawsLargest12WithWarningAndSumsAll()
    {
        server.Answer = (context, query) =>
            context.Request.Path == "/api/v1/query_range"
                ? LoopbackPrometheus.Matrix(context, [.. Enumerable.Range(1, 20).Select(i => Series("pod", $"p{i}", (Now - 7, i)))])
                : Healthy(context, query);
        var panel = new ChartDefinition.OfWorkload(
            PodMetric.Cpu,
            new WorkloadSubject("shop", new NameSet(Enumerable.Range(1, 20).Select(i => $"p{i}")))
        );

        var data = Assert.IsType<ChartState.Series>(await loader.LoadAsync(panel, FiveMinutes, default)).Data;

        Assert.Equal(210, data.Lines[0].Last);
        Assert.Equal(Enumerable.Range(9, 12).Reverse().Select(i => $"p{i}"), data.Lines.Skip(1).Select(line => line.Name));
        Assert.Equal(["the 12 largest of 20 lines"], data.Warnings);
    }

    [Fact]
    public async Task ChartLoader_SeveralCharts_FetchesTargetsOnce()
    {
        await loader.LoadAsync(Cpu, FiveMinutes, default);
        time.Advance(TimeSpan.FromSeconds(20));
        await loader.LoadAsync(new ChartDefinition.OfPod(PodMetric.Memory, new PodSubject("shop", "cart-1")), FiveMinutes, default);

        Assert.Single(server.Asked, one => one.Path == "/api/v1/targets");
    }

    private Task Healthy(HttpContext context, string query) =>
        context.Request.Path.Value switch
        {
            "/api/v1/targets" => LoopbackPrometheus.Json(
                context,
                """
                {"status":"success","data":{"activeTargets":[
                {"labels":{"job":"cadvisor","instance":"n1"},"health":"up","lastError":"","scrapeInterval":"15s"}]}}
                """
            ),
            "/api/v1/query" => query.StartsWith("count by (job) (container", StringComparison.Ordinal)
                ? LoopbackPrometheus.Vector(context, """{"metric":{"job":"cadvisor"},"value":[1,"12"]}""")
                : LoopbackPrometheus.Vector(context),
            _ => LoopbackPrometheus.Matrix(context, Series("container", "app", (Now - 7, 0.06))),
        };

    private static string Series(string label, string value, params (long At, double Value)[] points) =>
        $$"""{"metric":{"{{label}}":"{{value}}"},"values":["""
        + string.Join(',', points.Select(point => $"[{point.At},\"{point.Value}\"]"))
        + "]}";

    private async Task<ChartState> AfterAsync(IAsyncEnumerator<ChartState> states, TimeSpan span)
    {
        var next = states.MoveNextAsync().AsTask();
        time.Advance(span);
        await next.WaitAsync(TimeSpan.FromMinutes(2));
        return states.Current;
    }

    private static async Task<ChartState> NextAsync(IAsyncEnumerator<ChartState> states)
    {
        Assert.True(await states.MoveNextAsync());
        return states.Current;
    }
}
