using K8sDashboard.Cluster.Objects;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Objects;

public sealed class FreshObjectTests
{
    private readonly FakeTimeProvider time = new();
    private int reads;

    [Fact]
    public async Task FreshObject_WatchReportsVersions_ReadsAtOnceAndAgainOnlyForANewVersion()
    {
        var fresh = Fresh();
        await using var states = fresh.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        fresh.Saw("1");
        Assert.IsType<ObjectState<int>.Loading>(await Next(states));
        Assert.Equal(new ObjectState<int>.Object(1), await Next(states));

        var next = states.MoveNextAsync().AsTask();
        fresh.Saw("1");
        time.Advance(FreshObject<int>.Interval);
        Assert.False(next.IsCompleted);
        fresh.Saw("2");

        Assert.True(await next);
        Assert.Equal(new ObjectState<int>.Object(2), states.Current);
    }

    [Fact]
    public async Task FreshObject_ChangesTenTimesASecond_ReadsOncePerSecond()
    {
        var fresh = Fresh();
        await using var states = fresh.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await Next(states);
        await Next(states);

        var next = states.MoveNextAsync().AsTask();
        for (var version = 0; version < 9; version++)
        {
            fresh.Saw($"{version}");
            time.Advance(FreshObject<int>.Interval / 10);
        }

        Assert.Equal(1, reads);
        time.Advance(FreshObject<int>.Interval / 10);
        Assert.True(await next);
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task FreshObject_ReadAgainCalled_ReadsAgain()
    {
        var fresh = Fresh();
        await using var states = fresh.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await Next(states);
        await Next(states);

        var next = states.MoveNextAsync().AsTask();
        fresh.ReadAgain();
        time.Advance(FreshObject<int>.Interval);

        Assert.True(await next);
    }

    [Fact]
    public async Task FreshObject_ReadFailed_IsRetriedAfterTheRetryInterval()
    {
        var fresh = new FreshObject<int>(
            _ =>
                Task.FromResult<ObjectState<int>>(
                    ++reads == 1 ? new ObjectState<int>.Failed("refused") : new ObjectState<int>.Object(reads)
                ),
            time
        );
        await using var states = fresh.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await Next(states);
        Assert.IsType<ObjectState<int>.Failed>(await Next(states));

        var next = states.MoveNextAsync().AsTask();
        time.Advance(FreshObject<int>.Interval);
        Assert.False(next.IsCompleted);
        time.Advance(FreshObject<int>.RetryAfter);

        Assert.True(await next);
        Assert.Equal(new ObjectState<int>.Object(2), states.Current);
    }

    private FreshObject<int> Fresh() => new(_ => Task.FromResult<ObjectState<int>>(new ObjectState<int>.Object(++reads)), time);

    private static async Task<ObjectState<int>> Next(IAsyncEnumerator<ObjectState<int>> states)
    {
        Assert.True(await states.MoveNextAsync());
        return states.Current;
    }
}
