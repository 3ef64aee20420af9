using K8sDashboard.Caching;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Caching;

public class SingleFlightCacheTests
{
    private const int MaxEntries = 3;
    private const int MaxWeight = 10;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider time = new();
    private readonly SingleFlightCache<string, int> cache;
    private int asked;

    public SingleFlightCacheTests() => cache = new(time, MaxEntries, MaxWeight);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SingleFlightCache_ConcurrentCallersOfAKey_ShareOneRequest()
    {
        var answer = new TaskCompletionSource<CachedAnswer<int>>();

        var all = Enumerable.Range(0, 20).Select(_ => AskAsync("a", answer.Task)).ToList();
        var other = await AskAsync("b");
        answer.SetResult(new(7, Lifetime));

        Assert.All(await Task.WhenAll(all), value => Assert.Equal(7, value));
        Assert.Equal(2, asked);
        Assert.NotEqual(7, other);
    }

    [Fact]
    public async Task SingleFlightCache_AnswerExpired_IsAskedAgain()
    {
        var first = await AskAsync("a");
        time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.Equal(first, await AskAsync("a"));

        time.Advance(TimeSpan.FromTicks(1));

        Assert.NotEqual(first, await AskAsync("a"));
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task SingleFlightCache_RequestLongerThanTheLifetime_IsCachedFromItsAnswerOn()
    {
        var answer = new TaskCompletionSource<CachedAnswer<int>>();
        var slow = AskAsync("a", answer.Task);
        time.Advance(Lifetime * 2);
        answer.SetResult(new(7, Lifetime));
        await slow;

        time.Advance(Lifetime / 2);

        Assert.Equal(7, await AskAsync("a"));
    }

    [Fact]
    public async Task SingleFlightCache_AnswerWithoutLifetime_IsSharedByThoseWhoWaitOnly()
    {
        var answer = new TaskCompletionSource<CachedAnswer<int>>();
        var first = AskAsync("a", answer.Task);
        var second = AskAsync("a", answer.Task);
        answer.SetResult(new(7, TimeSpan.Zero));
        Assert.All(await Task.WhenAll(first, second), value => Assert.Equal(7, value));

        Assert.NotEqual(7, await AskAsync("a"));
    }

    [Fact]
    public async Task SingleFlightCache_RequestThatThrows_FailsForAllWhoWaitAndIsNotCached()
    {
        var answer = new TaskCompletionSource<CachedAnswer<int>>();
        var first = AskAsync("a", answer.Task);
        var second = AskAsync("a", answer.Task);
        answer.SetException(new InvalidOperationException("no"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Equal(1, asked);

        await AskAsync("a");
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task SingleFlightCache_FirstCallerCancels_OthersGetTheAnswer()
    {
        var answer = new TaskCompletionSource<CachedAnswer<int>>();
        using var leaves = new CancellationTokenSource();
        var first = AskAsync("a", answer.Task, leaves.Token);
        var second = AskAsync("a", answer.Task);

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult(new(7, Lifetime));

        Assert.Equal(7, await second);
        Assert.Equal(7, await AskAsync("a"));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task SingleFlightCache_MaxEntriesExceeded_EvictsTheLeastRecentlyUsed()
    {
        var first = await AskAsync("a");
        var second = await AskAsync("b");
        await AskAsync("c");
        await AskAsync("a");

        await AskAsync("d");

        Assert.Equal(first, await AskAsync("a"));
        Assert.NotEqual(second, await AskAsync("b"));
    }

    [Fact]
    public async Task SingleFlightCache_MaxWeightExceeded_EvictsTheLeastRecentlyUsed()
    {
        var first = await AskAsync("a", weight: 6);
        var second = await AskAsync("b", weight: 4);

        await AskAsync("c", weight: 1);

        Assert.Equal(second, await AskAsync("b"));
        Assert.NotEqual(first, await AskAsync("a"));
    }

    [Fact]
    public async Task SingleFlightCache_AnswerHeavierThanTheBound_IsCachedAlone()
    {
        var heavy = await AskAsync("a", weight: MaxWeight + 1);

        Assert.Equal(heavy, await AskAsync("a"));
    }

    [Fact]
    public async Task SingleFlightCache_MaxEntriesExceeded_EvictsExpiredBeforeUsed()
    {
        await AskAsync("a", lifetime: TimeSpan.FromSeconds(1));
        var second = await AskAsync("b");
        var third = await AskAsync("c");
        await AskAsync("a");
        time.Advance(TimeSpan.FromSeconds(1));

        await AskAsync("d");

        Assert.Equal(second, await AskAsync("b"));
        Assert.Equal(third, await AskAsync("c"));
    }

    [Fact]
    public async Task SingleFlightCache_RequestInFlight_IsNotEvicted()
    {
        var answer = new TaskCompletionSource<CachedAnswer<int>>();
        var slow = AskAsync("slow", answer.Task);
        for (var key = 0; key <= MaxEntries; key++)
            await AskAsync($"{key}");

        var second = AskAsync("slow", answer.Task);
        answer.SetResult(new(7, Lifetime));

        Assert.All(await Task.WhenAll(slow, second), value => Assert.Equal(7, value));
    }

    [Fact]
    public async Task SingleFlightCache_Invalidated_AsksAgainAndDoesNotCacheTheAnswerInFlight()
    {
        var answer = new TaskCompletionSource<CachedAnswer<int>>();
        var kept = await AskAsync("b");
        var stale = AskAsync("a", answer.Task);
        cache.Invalidate(key => key == "a");
        var fresh = await AskAsync("a");

        answer.SetResult(new(7, Lifetime, MaxWeight));

        Assert.Equal(7, await stale);
        Assert.Equal(fresh, await AskAsync("a"));
        Assert.Equal(kept, await AskAsync("b"));
    }

    [Fact]
    public async Task SingleFlightCache_RequestThatBlocks_BlocksNoCaller()
    {
        using var released = new ManualResetEventSlim();
        var blocked = cache.GetAsync(
            "a",
            () =>
            {
                released.Wait(Cancellation);
                return Task.FromResult(new CachedAnswer<int>(1, Lifetime));
            },
            Cancellation
        );

        await AskAsync("b");

        Assert.False(blocked.IsCompleted);
        released.Set();
        await blocked;
    }

    /// <summary>Asks for a key; each request has another answer.</summary>
    private Task<int> AskAsync(string key, int weight = 1, TimeSpan? lifetime = null) =>
        cache.GetAsync(
            key,
            () => Task.FromResult(new CachedAnswer<int>(100 + Interlocked.Increment(ref asked), lifetime ?? Lifetime, weight)),
            Cancellation
        );

    private Task<int> AskAsync(string key, Task<CachedAnswer<int>> answer, CancellationToken? cancellation = null) =>
        cache.GetAsync(
            key,
            () =>
            {
                Interlocked.Increment(ref asked);
                return answer;
            },
            cancellation ?? Cancellation
        );
}
