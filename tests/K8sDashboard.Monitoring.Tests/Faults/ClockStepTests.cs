using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests.Faults;

/// <summary>
/// The wall clock is stepped by an hour: cached answers keep their time to live, and charts and lists refresh at the next step.
/// </summary>
public sealed class ClockStepTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider passing = new(new DateTimeOffset(2026, 11, 23, 12, 0, 7, TimeSpan.Zero));
    private readonly SteppedTime time;
    private ScrapedCluster cluster = null!;

    public ClockStepTests() => time = new SteppedTime(passing);

    public async ValueTask InitializeAsync()
    {
        cluster = await ScrapedCluster.StartAsync(time);
        cluster.Samples = [Pod("1")];
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-cache")]
    public async Task PrometheusClient_ClockStepOfOneHour_ExpiresAfterUsualLifetime(int hours)
    {
        var at = time.GetUtcNow();
        await cluster.Client.InstantAsync("up", at, default);
        time.Step(hours * Hour);
        await cluster.Client.InstantAsync("up", at, default);
        Assert.Single(cluster.Asked);

        passing.Advance(TimeSpan.FromSeconds(15));
        await cluster.Client.InstantAsync("up", at, default);
        Assert.Equal(2, cluster.Asked.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-usage")]
    public async Task UsageFeed_ClockStepOfOneHour_RefreshesAtNextStep(int hours)
    {
        var readings = new PodUsage(cluster.Client, new MetricDiscovery(cluster.Client, time));
        using var left = new CancellationTokenSource();
        var feed = new UsageFeed<string>(
            [UsageMetric.Cpu],
            () => ["a"],
            (question, cancellation) =>
                readings.LoadAsync(
                    question.UsageMetric,
                    [.. question.Keys.Select(name => new PodGroup<string>(name, [new("shop", name)]))],
                    question.At,
                    question.Only,
                    cancellation
                ),
            time
        );
        feed.Wake();
        await using var list = feed.WatchAsync(left.Token).GetAsyncEnumerator();
        await NextAsync(list);

        // The wait for the next step has begun when the clock is stepped.
        var refreshed = list.MoveNextAsync().AsTask();
        time.Step(hours * Hour);
        cluster.Samples = [Pod("5")];
        passing.Advance(UsageSteps.Step);

        await PassTimeUntilAsync(refreshed);
        Assert.Equal(new UsageState.Value(5), list.Current.Column(UsageMetric.Cpu).Of("a"));
        await left.CancelAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-charts")]
    public async Task ChartLoader_ClockStepOfOneHour_ReloadsWithinOneStepAndEndsAtNewTime(int hours)
    {
        var loader = new ChartLoader(cluster.Client, new MetricDiscovery(cluster.Client, time), time);
        var asked = 0;
        cluster.Range = context =>
        {
            // While the first answer is in flight: the delay of the next one is computed after it.
            if (asked++ == 0)
                time.Step(hours * Hour);
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            return LoopbackPrometheus.Matrix(
                context,
                $$"""{"metric":{"container":"app"},"values":[[{{now}},"1"],[{{now - (hours * 3600)}},"1"]]}"""
            );
        };
        await using var states = loader
            .WatchAsync(new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", "a")), TimeRange.Parse("3h"), default)
            .GetAsyncEnumerator();
        await NextAsync(states);
        var first = Assert.IsType<ChartState.Series>(await NextAsync(states)).Data.Grid;

        var next = states.MoveNextAsync().AsTask();
        passing.Advance(first.Step);
        await next.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var moved = Assert.IsType<ChartState.Series>(states.Current).Data.Grid.End - first.End;
        Assert.InRange(moved - (hours * Hour), TimeSpan.Zero, 2 * first.Step);
    }

    private async Task<T> NextAsync<T>(IAsyncEnumerator<T> all)
    {
        await PassTimeUntilAsync(all.MoveNextAsync().AsTask());
        return all.Current;
    }

    /// <summary>Advances the clock slowly, and by less than a step in total: a real server answers in real time meanwhile.</summary>
    private async Task PassTimeUntilAsync(Task<bool> next)
    {
        for (var tries = 0; !next.IsCompleted && tries < 10_000; tries++)
        {
            passing.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        Assert.True(next.IsCompleted, "nothing came within ten seconds of its clock");
        Assert.True(await next);
    }

    private static string Pod(string value) => $$"""{"metric":{"namespace":"shop","pod":"a"},"value":[1,"{{value}}"]}""";
}
