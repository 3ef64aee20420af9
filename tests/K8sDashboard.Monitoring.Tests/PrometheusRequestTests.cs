using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace K8sDashboard.Monitoring.Tests;

/// <summary>Requests to Prometheus: number, concurrency, and retries.</summary>
public sealed class PrometheusRequestTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeGrid Grid = TimeGrid.Covering(Noon, Noon.AddMinutes(1), TimeSpan.FromSeconds(15));

    private LoopbackPrometheus server = null!;

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task PrometheusRequest_EqualQueries_AreSentOnce()
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => LoopbackPrometheus.Matrix(context);
        using var client = server.Client();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => client.RangeAsync("up", Grid, default)));
        await client.RangeAsync("up", Grid, default);

        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task PrometheusRequest_RejectedQuery_IsSentAgainAfterThreeSeconds()
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => LoopbackPrometheus.Json(context, """{"status":"error","error":"too many samples"}""", 422);
        var time = new FakeTimeProvider();
        using var client = server.Client(time);

        await client.RangeAsync("up", Grid, default);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Rejected>(await client.RangeAsync("up", Grid, default));
        Assert.Single(server.Asked);

        time.Advance(TimeSpan.FromSeconds(1));
        server.Answer = (context, _) => LoopbackPrometheus.Matrix(context);

        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(await client.RangeAsync("up", Grid, default));
    }

    [Fact]
    public async Task PrometheusRequest_ManyValues_EvictTheLeastRecentlyUsedAnswer()
    {
        server = await LoopbackPrometheus.StartAsync();
        var series = Enumerable.Range(0, 500).Select(number => $$$"""{"metric":{"n":"{{{number}}}"},"values":[]}""").ToArray();
        server.Answer = (context, _) => LoopbackPrometheus.Matrix(context, series);
        using var client = server.Client();
        // Four answers of 500 series with 1,000 values each exceed the bound of two million values.
        var grid = TimeGrid.Covering(Noon, Noon.AddSeconds(999 * 15), TimeSpan.FromSeconds(15));

        foreach (var query in (string[])["a", "b", "c", "d", "d", "c", "b", "a", "a"])
            await client.RangeAsync(query, grid, default);

        Assert.Equal(["a", "b", "c", "d", "a"], server.Asked.Select(asked => asked.Query));
    }

    [Fact]
    public async Task PrometheusRequest_FirstCallerCancels_OtherCallersGetAnswer()
    {
        server = await LoopbackPrometheus.StartAsync();
        var open = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        server.Answer = async (context, _) =>
        {
            arrived.SetResult();
            await open.Task;
            await LoopbackPrometheus.Matrix(context);
        };
        using var client = server.Client();
        using var leaving = new CancellationTokenSource();

        var left = client.RangeAsync("up", Grid, leaving.Token);
        await arrived.Task;
        var stayed = client.RangeAsync("up", Grid, default);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        open.SetResult();

        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(await stayed);
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task PrometheusRequest_TwelveConcurrentQueries_AtMostFourAreInFlight()
    {
        server = await LoopbackPrometheus.StartAsync();
        const int Most = 4;
        var (now, most) = (0, 0);
        using var arrived = new SemaphoreSlim(0);
        using var answered = new SemaphoreSlim(0);
        server.Answer = async (context, _) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            arrived.Release();
            await answered.WaitAsync();
            Interlocked.Decrement(ref now);
            await LoopbackPrometheus.Matrix(context);
        };
        using var client = server.Client();

        var all = Task.WhenAll(Enumerable.Range(0, 3 * Most).Select(i => client.RangeAsync($"up{i}", Grid, default)));
        for (var asked = 0; asked < 3 * Most; asked++)
        {
            // One more arrives for each response; the delay lets unexpected ones arrive too.
            if (asked >= Most)
                answered.Release();
            Assert.True(
                await arrived.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken),
                $"question {asked} never came"
            );
        }

        answered.Release(Most);
        await all;

        Assert.Equal(Most, most);
    }

    [Fact]
    public async Task PrometheusRequest_GetOnlyRoute_UsesGetInsteadOfPost()
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => LoopbackPrometheus.Matrix(context);

        using (var posting = server.Client())
            await posting.RangeAsync("a{b=\"c d\"}", Grid, default);
        using (var getting = server.Client(getOnly: true))
            await getting.RangeAsync("a{b=\"c d\"}", Grid, default);

        Assert.Equal([("POST", "a{b=\"c d\"}"), ("GET", "a{b=\"c d\"}")], server.Asked.Select(one => (one.Method, one.Query)));
    }

    [Fact]
    public async Task PrometheusRequest_PostAnswered405_FallsBackToGet()
    {
        var answer = await AskAsync(context =>
            context.Request.Method == "POST" ? LoopbackPrometheus.Json(context, "", 405) : LoopbackPrometheus.Matrix(context)
        );

        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(answer);
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task PrometheusRequest_TwoAnswersOf503_AreRetriedUntilSuccess()
    {
        var calls = 0;
        var answer = await AskAsync(context =>
            Interlocked.Increment(ref calls) < 3 ? LoopbackPrometheus.Json(context, "{}", 503) : LoopbackPrometheus.Matrix(context)
        );

        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(answer);
        Assert.Equal(3, calls);
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task PrometheusRequest_EightQueriesToServerDown_ReportsRepeatedFailure()
    {
        using var connection = new PrometheusConnection(new Uri("http://127.0.0.1:1"), "test", null, false, TimeProvider.System);
        using var client = new PrometheusClient(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection)),
            TimeProvider.System,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );

        var reasons = new List<string>();
        for (var i = 0; i < 8; i++)
            reasons.Add(
                Assert
                    .IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Unreachable>(await client.RangeAsync($"up{i}", Grid, default))
                    .Message
            );

        Assert.Contains("again and again", reasons[^1], StringComparison.Ordinal);
    }

    private async Task<PrometheusAnswer<ImmutableArray<TimeSeries>>> AskAsync(Func<HttpContext, Task> answer)
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => answer(context);
        using var client = server.Client();
        return await client.RangeAsync("up", Grid, default);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen)
                return;
        }
    }
}
