using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Usage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Usage;

public sealed class ResourceMetricsTests
{
    private static readonly DateTimeOffset Step = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NextStep = Step + TimeSpan.FromSeconds(15);
    private static readonly Actor Someone = new("someone", null!, ReadOnly: false);

    private readonly FakeTimeProvider time = new(Step);
    private int requests;

    [Fact]
    public async Task ResourceMetrics_CallersOnBothSidesOfAStep_ShareOneRequestEach()
    {
        var metrics = new ResourceMetrics(CountAsync, time);
        foreach (var at in (DateTimeOffset[])[Step, NextStep, Step, NextStep, Step])
            await metrics.NodesAsync(Someone, at, TestContext.Current.CancellationToken);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task ResourceMetrics_AnswerOlderThanItsLifetime_IsAskedAgain()
    {
        var metrics = new ResourceMetrics(CountAsync, time);
        await metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(30));
        await metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task ResourceMetrics_RequestThatBlocks_DoesNotBlockAnother()
    {
        using var released = new ManualResetEventSlim();
        var metrics = new ResourceMetrics(
            (_, path, _) =>
            {
                if (path.EndsWith("nodes", StringComparison.Ordinal))
                    released.Wait(TestContext.Current.CancellationToken);
                return CountAsync(Someone, path, default);
            },
            time
        );
        var blocked = metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken);
        await metrics.PodsAsync(Someone, "shop", Step, TestContext.Current.CancellationToken);
        Assert.False(blocked.IsCompleted);
        released.Set();
        await blocked;
    }

    [Fact]
    public async Task ResourceMetrics_ReadThatThrows_IsAskedAgain()
    {
        var isBroken = true;
        var metrics = new ResourceMetrics((actor, path, none) => isBroken ? throw new IOException() : CountAsync(actor, path, none), time);
        await Assert.ThrowsAsync<IOException>(() => metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken));

        isBroken = false;

        Assert.IsType<ResourceUsageAnswer.Known>(await metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken));
    }

    private Task<ApiAnswer> CountAsync(Actor actor, string path, CancellationToken cancellation)
    {
        Interlocked.Increment(ref requests);
        return Task.FromResult<ApiAnswer>(new ApiAnswer.Success(new() { ["items"] = new System.Text.Json.Nodes.JsonArray() }));
    }
}
