using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

/// <summary>The number of requests for two viewers of the same list, and the snapshots of one of them over time.</summary>
public sealed class UsageFeedTests : IAsyncLifetime
{
    // Far below a step, so that waiting for a response never adds a step.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 7, TimeSpan.Zero));
    private readonly CancellationTokenSource left = new();
    private ScrapedCluster cluster = null!;
    private PodUsage readings = null!;
    private string[] inView = ["a", "b"];

    public async ValueTask InitializeAsync()
    {
        cluster = await ScrapedCluster.StartAsync(time);
        readings = new PodUsage(cluster.Client, new MetricDiscovery(cluster.Client, time));
        cluster.Samples = [Pod("a", "1"), Pod("b", "2"), Pod("c", "3")];
    }

    public async ValueTask DisposeAsync()
    {
        await left.CancelAsync();
        left.Dispose();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task UsageFeed_TwoViewersOfSameRows_ShareOneRequestPerStep()
    {
        await using var mine = Open(out _);
        var first = await NextAsync(mine);
        // Pages are seldom opened in the same second.
        time.Advance(TimeSpan.FromSeconds(3));
        await using var theirs = Open(out _);
        UsageSnapshot<string>[] boards = [first, await NextAsync(theirs)];
        Assert.Single(cluster.Asked);
        await AfterAsync(UsageSteps.Step, mine, theirs);

        Assert.All(boards, board => Assert.Equal(new UsageState.Value(1), board.Column(UsageMetric.Cpu).Of("a")));
        Assert.Equal(2, cluster.Asked.Count);
        Assert.All(cluster.Asked, query => Assert.Contains("pod=~\"a|b\"", query, StringComparison.Ordinal));
    }

    [Fact]
    public async Task UsageFeed_RowBecomesVisible_IsQueriedAloneThenWithAllRows()
    {
        await using var list = Open(out var feed);
        await NextAsync(list);
        inView = ["a", "b", "c"];
        feed.Wake();
        var soon = await NextAsync(list);
        await AfterAsync(UsageSteps.Step, list);

        Assert.Equal(new UsageState.Value(3), soon.Column(UsageMetric.Cpu).Of("c"));
        Assert.Equal(["~\"a|b\"", "\"c\"", "~\"a|b|c\""], cluster.Asked.Select(query => query.Split("pod=")[1].Split(',')[0]));
    }

    [Fact]
    public async Task UsageFeed_NoVisibleRows_SendsNoQueryUntilRowIsVisible()
    {
        inView = [];
        await using var list = Open(out var feed);
        var next = list.MoveNextAsync().AsTask();
        feed.Wake();
        await Passing(TimeSpan.FromMinutes(5));
        Assert.Empty(cluster.Asked);
        Assert.False(next.IsCompleted);

        inView = ["a"];
        feed.Wake();
        while (!next.IsCompleted)
            await Passing(Moment);

        Assert.Single(cluster.Asked);
    }

    [Fact]
    public async Task UsageFeed_PrometheusFailsAndRecovers_MarksValuesStaleThenFresh()
    {
        await using var list = Open(out _);
        var first = await NextAsync(list);
        cluster.Refusal = """{"status":"error","errorType":"unavailable","error":"starting up"}""";
        var stale = (await AfterAsync(UsageSteps.Step, list))[0].Column(UsageMetric.Cpu);
        cluster.Refusal = null;
        var fresh = (await AfterAsync(UsageSteps.Step, list))[0].Column(UsageMetric.Cpu);

        Assert.Equal(
            new UsageState.Value(1, "", new Staleness(first.Column(UsageMetric.Cpu).AsOf, "Prometheus cannot be reached: starting up")),
            stale.Of("a")
        );
        Assert.True(stale.IsStale);
        Assert.IsType<UsageState.Unavailable>(stale.Of("c"));
        Assert.Equal(new UsageState.Value(1), fresh.Of("a"));
    }

    [Fact]
    public async Task UsageFeed_SortByUsage_QueriesRankingOncePerStep()
    {
        await using var list = Open(out var feed);
        await NextAsync(list);
        feed.Rank(new(new(UsageMetric.Cpu, RankEnd.Highest), () => ["a", "b", "c"]));
        // The page repeats its request with each publication, without a new query.
        feed.Rank(new(new(UsageMetric.Cpu, RankEnd.Highest), () => ["a", "b", "c"]));
        var ranked = await NextAsync(list);
        await AfterAsync(UsageSteps.Step, list);

        Assert.Equal(3, ranked.Ranking!.Values["c"]);
        Assert.Equal(2, cluster.Asked.Count(query => query.StartsWith("topk(200, ", StringComparison.Ordinal)));
    }

    private static string Pod(string name, string value) =>
        $$"""{"metric":{"namespace":"shop","pod":"{{name}}"},"value":[1,"{{value}}"]}""";

    private IAsyncEnumerator<UsageSnapshot<string>> Open(out UsageFeed<string> feed)
    {
        feed = new(
            [UsageMetric.Cpu],
            () => inView,
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
        return feed.WatchAsync(left.Token).GetAsyncEnumerator();
    }

    private async Task<UsageSnapshot<string>> NextAsync(IAsyncEnumerator<UsageSnapshot<string>> list) =>
        (await AfterAsync(TimeSpan.Zero, list))[0];

    /// <summary>Each list's next snapshot after that time; the clock advances in small steps until it arrives.</summary>
    private async Task<UsageSnapshot<string>[]> AfterAsync(TimeSpan span, params IAsyncEnumerator<UsageSnapshot<string>>[] lists)
    {
        var next = lists.Select(list => list.MoveNextAsync().AsTask()).ToArray();
        time.Advance(span);
        while (!next.All(one => one.IsCompleted))
            await Passing(Moment);
        Assert.All(await Task.WhenAll(next), Assert.True);
        return [.. lists.Select(list => list.Current)];
    }

    private async Task Passing(TimeSpan span)
    {
        time.Advance(span);
        // Real time for the responses of a real server.
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }
}
