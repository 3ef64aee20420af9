using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Usage;

namespace K8sDashboard.Cluster.Tests.Usage;

public sealed class ResourceMetricsTests
{
    private static readonly DateTimeOffset Step = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NextStep = Step + TimeSpan.FromSeconds(15);
    private static readonly Actor Someone = new("someone", null!, ReadOnly: false);

    private int requests;

    [Fact]
    public async Task ResourceMetrics_CallersOnBothSidesOfAStep_ShareOneRequestEach()
    {
        var metrics = new ResourceMetrics(CountAsync);
        foreach (var at in (DateTimeOffset[])[Step, NextStep, Step, NextStep, Step])
            await metrics.NodesAsync(Someone, at, TestContext.Current.CancellationToken);
        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task ResourceMetrics_AnswerOlderThanItsRetention_IsEvicted()
    {
        var metrics = new ResourceMetrics(CountAsync);
        await metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken);
        await metrics.NodesAsync(Someone, Step + TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken);
        Assert.Equal(3, requests);
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
            }
        );
        var blocked = metrics.NodesAsync(Someone, Step, TestContext.Current.CancellationToken);
        await metrics.PodsAsync(Someone, "shop", Step, TestContext.Current.CancellationToken);
        Assert.False(blocked.IsCompleted);
        released.Set();
        await blocked;
    }

    private Task<ApiAnswer> CountAsync(Actor actor, string path, CancellationToken cancellation)
    {
        Interlocked.Increment(ref requests);
        return Task.FromResult<ApiAnswer>(new ApiAnswer.Success(new() { ["items"] = new System.Text.Json.Nodes.JsonArray() }));
    }
}
