using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.State;

public class FreshnessTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, FreshnessLevel.Live)]
    [InlineData(4, FreshnessLevel.Live)]
    [InlineData(5, FreshnessLevel.Reconnecting)]
    [InlineData(59, FreshnessLevel.Reconnecting)]
    [InlineData(60, FreshnessLevel.Stale)]
    [InlineData(299, FreshnessLevel.Stale)]
    [InlineData(300, FreshnessLevel.Frozen)]
    [InlineData(-1, FreshnessLevel.Live)]
    [InlineData(-3600, FreshnessLevel.Frozen)]
    [Trait("Fault", "F01-freshness")]
    public void Freshness_Interrupted_AgesFromTheFirstFailure(int seconds, FreshnessLevel expected) =>
        Assert.Equal(expected, Freshness.Of(new SyncState.Interrupted(Noon, "refused"), Noon.AddSeconds(seconds)).Level);

    [Fact]
    [Trait("Fault", "F01-freshness")]
    public void Freshness_InterruptedFor299And300Seconds_ForbidsWritesOnlyWhenFrozen()
    {
        var lost = new SyncState.Interrupted(Noon, "refused");
        Assert.False(Freshness.Of(lost, Noon.AddSeconds(299)).ForbidsWrites);
        Assert.True(Freshness.Of(lost, Noon.AddSeconds(300)).ForbidsWrites);
    }

    [Theory]
    [InlineData(0, FreshnessLevel.Reconnecting)]
    [InlineData(59, FreshnessLevel.Reconnecting)]
    [InlineData(60, FreshnessLevel.Stale)]
    [InlineData(300, FreshnessLevel.Frozen)]
    public void Freshness_NeverListed_IsNeverLive(int seconds, FreshnessLevel expected) =>
        Assert.Equal(
            expected,
            Freshness.Of(new SyncState.Interrupted(Noon, "refused") { NeverListed = true }, Noon.AddSeconds(seconds)).Level
        );

    [Fact]
    public void Freshness_SeveralTables_IsTheWorst() =>
        Assert.Equal(
            FreshnessLevel.Stale,
            Freshness
                .Worst([
                    Freshness.Of(new SyncState.Live(), Noon),
                    Freshness.Of(new SyncState.Interrupted(Noon, ""), Noon.AddSeconds(70)),
                    Freshness.Of(new SyncState.Syncing(1, 2), Noon),
                ])
                .Level
        );
}
