using K8sDashboard.Web.Projections;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Projections;

public sealed class ComputeCacheTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ComputeCache shared;
    private int worked;

    public ComputeCacheTests() => shared = new(time);

    [Fact]
    public void ComputeCache_SameKeyAndInput_ComputesOnce()
    {
        Assert.Equal(1, Ask(("pods", "alice"), (1, "shop")));
        Assert.Equal(1, Ask(("pods", "alice"), (1, "shop")));
        Assert.Equal(2, Ask(("pods", "alice"), (2, "shop")));
    }

    [Fact]
    public void ComputeCache_ThrottledWork_RecomputesAfterTenTimesItsDuration()
    {
        var took = TimeSpan.FromMilliseconds(20);
        Assert.Equal("1", Walk("live", 1, took));
        time.Advance(took * 9);
        Assert.Equal("1", Walk("live", 2, took));
        time.Advance(took * 2);
        Assert.Equal("2", Walk("live", 3, took));
        // A lost connection is never shown late (no stale result).
        Assert.Equal("3", Walk("interrupted", 3, took));
    }

    [Fact]
    public async Task ComputeCache_SlowWork_ReturnsPreviousResultWhileRecomputing()
    {
        var took = TimeSpan.FromSeconds(1);
        Assert.Equal("1", Walk("live", 1, took));
        time.Advance(took * 11);
        var version = 2;
        Assert.Equal("1", Walk("live", version++, took));
        await Hosting.Eventually.TrueAsync(() => Task.FromResult(Walk("live", version++, took) == "2"));
        Assert.Equal("3", Walk("interrupted", version, took));
    }

    [Fact]
    public async Task ComputeCache_BackgroundRecomputeFails_ThrowsInsteadOfReturningStaleResult()
    {
        var (took, version) = (TimeSpan.FromSeconds(1), 2);
        Walk("live", 1, took);
        time.Advance(took * 11);
        await Hosting.Eventually.TrueAsync(() =>
        {
            try
            {
                shared.GetStaleWhileRevalidate<string>("overview", "live", version++, _ => throw new InvalidOperationException("a bug"));
                return Task.FromResult(false);
            }
            catch (InvalidOperationException)
            {
                return Task.FromResult(true);
            }
        });
        Assert.Equal("2", Walk("live", version, took));
    }

    private string Walk(string must, int version, TimeSpan took) =>
        shared.GetStaleWhileRevalidate(
            "overview",
            must,
            version,
            (string? _) =>
            {
                time.Advance(took);
                return $"{++worked}";
            }
        );

    [Fact]
    public void ComputeCache_TwoInputsAlternating_ComputesEachOnce()
    {
        for (var round = 0; round < 10; round++)
        {
            Assert.Equal(1, Ask("pods", "before"));
            Assert.Equal(2, Ask("pods", "after"));
        }
    }

    [Fact]
    public void ComputeCache_KeysOfDifferentUsers_ShareNoResult()
    {
        Assert.Equal(1, Ask(("pods", "alice"), 1));
        Assert.Equal(2, Ask(("pods", "bob"), 1));
        Assert.Equal(1, Ask(("pods", "alice"), 1));
    }

    [Fact]
    public async Task ComputeCache_ConcurrentCallers_AreSingleFlight()
    {
        using var begun = new ManualResetEventSlim();
        using var may = new ManualResetEventSlim();
        var first = Task.Run(() =>
            shared.GetOrAdd(
                "q",
                1,
                () =>
                {
                    begun.Set();
                    may.Wait(TestContext.Current.CancellationToken);
                    return ++worked;
                }
            )
        );
        begun.Wait(TestContext.Current.CancellationToken);
        var second = Task.Run(() => Ask("q", 1));
        may.Set();
        var answers = await Task.WhenAll(first, second);
        Assert.Equal((1, 1), (answers[0], answers[1]));
    }

    [Fact]
    public void ComputeCache_WorkThrows_IsNotCached()
    {
        Assert.Throws<InvalidOperationException>(() => shared.GetOrAdd<int>("q", 1, () => throw new InvalidOperationException()));
        Assert.Equal(1, Ask("q", 1));
    }

    [Fact]
    public void ComputeCache_ThousandKeys_StillCachesTheNext()
    {
        for (var key = 0; key < 1_000; key++)
            Ask(key, 1);
        Assert.Equal(1_001, Ask("next", 1));
        Assert.Equal(1_001, Ask("next", 1));
    }

    [Fact]
    public void ComputeCache_OlderResultUnused_IsEvictedAndNewestIsKept()
    {
        Ask("pods", 1);
        Ask("pods", 2);
        Ask("pods", 1);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(3, Ask("nodes", 1));

        Assert.Equal(2, Ask("pods", 2));
        Assert.Equal(4, Ask("pods", 1));
    }

    private int Ask(object question, object basis) => shared.GetOrAdd(question, basis, () => ++worked);
}
