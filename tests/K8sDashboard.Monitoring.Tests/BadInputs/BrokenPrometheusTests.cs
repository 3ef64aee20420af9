using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests.BadInputs;

/// <summary>Malformed responses: a panel shows the cause, and nothing is drawn, thrown, or requested elsewhere.</summary>
public sealed class BrokenPrometheusTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeGrid Grid = TimeGrid.Covering(Noon, Noon.AddMinutes(1), TimeSpan.FromSeconds(15));
    private static readonly ChartDefinition Cpu = new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", "cart-1"));

    private LoopbackPrometheus server = null!;

    public async ValueTask InitializeAsync() => server = await LoopbackPrometheus.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    public static TheoryData<string> NoData => [.. BrokenAnswers.NoData.Keys];

    public static TheoryData<string> Odd => [.. BrokenAnswers.Odd.Keys];

    [Fact]
    public void BrokenPrometheus_NoDataCases_AreAtLeastForty() => Assert.InRange(BrokenAnswers.NoData.Count, 40, int.MaxValue);

    [Theory]
    [Trait("BadInput", "B10-broken-answers")]
    [MemberData(nameof(NoData))]
    public async Task BrokenPrometheus_BrokenAnswer_IsAnErrorWithReasonAndChartIsUnavailable(string name)
    {
        server.Answer = (context, _) => WriteAsync(context, BrokenAnswers.NoData[name]);
        using var client = server.Client();

        AssertTrouble(await client.RangeAsync("up", Grid, default));
        AssertTrouble(await client.InstantAsync("up", Noon, default));
        AssertTrouble(await client.TargetsAsync(default));
        var panel = await new ChartLoader(client, new MetricDiscovery(client, TimeProvider.System), TimeProvider.System).LoadAsync(
            Cpu,
            TimeRange.Default,
            default
        );

        Assert.NotEmpty(Assert.IsType<ChartState.Unavailable>(panel).Message);
        Assert.All(server.Asked, one => Assert.StartsWith("/api/v1/", one.Path, StringComparison.Ordinal));
    }

    [Theory]
    [Trait("BadInput", "B10-answer-above-16-mib")]
    [InlineData("a gzip bomb")]
    [InlineData("17 MiB of spaces")]
    public async Task BrokenPrometheus_AnswerAbove16MiB_IsRefusedAsTooLarge(string name)
    {
        server.Answer = (context, _) => WriteAsync(context, BrokenAnswers.NoData[name]);
        using var client = server.Client();

        var answer = Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Rejected>(await client.RangeAsync("up", Grid, default));

        Assert.Equal("the answer is larger than 16 MiB", answer.Message);
    }

    [Theory]
    [Trait("BadInput", "B10-odd-answers")]
    [MemberData(nameof(Odd))]
    public async Task BrokenPrometheus_OddAnswer_IsDataAlignedToGridWithAtMost500Series(string name)
    {
        server.Answer = (context, _) => WriteAsync(context, BrokenAnswers.Odd[name]);
        using var client = server.Client();

        var data = Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(await client.RangeAsync("up", Grid, default));

        Assert.InRange(data.Value.Length, 0, 500);
        Assert.All(data.Value, series => Assert.Equal(Grid.Count, series.Values.Length));
    }

    [Theory]
    [Trait("BadInput", "B10-impossible-intervals")]
    [InlineData("999999999d")]
    [InlineData("999999999d999999999d")]
    [InlineData("-15s")]
    [InlineData("0s")]
    [InlineData("15 s")]
    [InlineData("\\u0000")]
    public async Task BrokenPrometheus_ImpossibleScrapeInterval_StillDrawsChart(string interval)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        server.Answer = (context, query) =>
            context.Request.Path.Value switch
            {
                "/api/v1/targets" => LoopbackPrometheus.Json(
                    context,
                    $$$"""
                    {"status":"success","data":{"activeTargets":[
                    {"labels":{"job":"cadvisor"},"health":"up","scrapeInterval":"{{{interval}}}"}]}}
                    """
                ),
                "/api/v1/query" => LoopbackPrometheus.Vector(context, """{"metric":{"job":"cadvisor"},"value":[1,"1"]}"""),
                _ => LoopbackPrometheus.Matrix(
                    context,
                    $$"""{"metric":{"pod":"cart-1","container":"app"},"values":[[{{now - 120}},"1"]]}"""
                ),
            };
        using var client = server.Client();

        var panel = await new ChartLoader(client, new MetricDiscovery(client, TimeProvider.System), TimeProvider.System).LoadAsync(
            Cpu,
            TimeRange.Default,
            default
        );

        Assert.Equal("app", Assert.Single(Assert.IsType<ChartState.Series>(panel).Data.Lines).Name);
    }

    [Theory]
    [Trait("BadInput", "B10-endless-answer")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BrokenPrometheus_AnswerNeverEnds_TimesOutAfter8Seconds(bool begins)
    {
        var time = new FakeTimeProvider(Noon);
        var arrived = new TaskCompletionSource();
        server.Answer = async (context, _) =>
        {
            if (begins)
                await context.Response.WriteAsync("{");
            if (begins)
                await context.Response.Body.FlushAsync();
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var client = server.Client(time);

        var asked = client.RangeAsync("up", Grid, default);
        await arrived.Task;
        time.Advance(TimeSpan.FromSeconds(8));

        var answer = Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Unreachable>(
            await asked.WaitAsync(TimeSpan.FromMinutes(2))
        );
        Assert.Equal("no answer within 8 s", answer.Message);
    }

    private static void AssertTrouble<T>(PrometheusAnswer<T> answer) =>
        Assert.NotEmpty(
            answer switch
            {
                PrometheusAnswer<T>.Unreachable none => none.Message,
                PrometheusAnswer<T>.Rejected no => no.Message,
                _ => throw new Xunit.Sdk.XunitException($"{answer}"),
            }
        );

    private static async Task WriteAsync(HttpContext context, BrokenAnswers.Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Type.Length > 0)
            context.Response.ContentType = answer.Type;
        if (answer.Encoding is not null)
            context.Response.Headers.ContentEncoding = answer.Encoding;
        if (answer.Location is not null)
            context.Response.Headers.Location = answer.Location;
        if (answer.Body.Length > 0)
            await context.Response.Body.WriteAsync(answer.Body);
    }
}
