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
    [Trait("Survives", "1 Reconnecting is shown within 5 s, writes are off when frozen")]
    public void An_interruption_ages_from_its_first_failure(int seconds, FreshnessLevel expected) =>
        Assert.Equal(expected, Freshness.Of(new SyncState.Interrupted(Noon, "refused"), Noon.AddSeconds(seconds)).Level);

    [Fact]
    [Trait("Survives", "1 Reconnecting is shown within 5 s, writes are off when frozen")]
    public void Only_frozen_data_forbids_writes()
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
    public void Freshness_of_what_was_never_listed_is_never_live(int seconds, FreshnessLevel expected) =>
        Assert.Equal(expected,
            Freshness.Of(new SyncState.Interrupted(Noon, "refused") { NeverListed = true }, Noon.AddSeconds(seconds)).Level);

    [Fact]
    public void A_page_of_several_tables_is_as_fresh_as_its_worst() => Assert.Equal(
        FreshnessLevel.Stale,
        Freshness.Worst(
        [
            Freshness.Of(new SyncState.Live(), Noon),
            Freshness.Of(new SyncState.Interrupted(Noon, ""), Noon.AddSeconds(70)),
            Freshness.Of(new SyncState.Syncing(1, 2), Noon),
        ]).Level);
}
