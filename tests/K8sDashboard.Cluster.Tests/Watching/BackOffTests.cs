using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Watching;

public sealed class BackOffTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    [Trait("Survives", "1 API server killed for 1 s, 30 s, 10 min")]
    public void No_wait_is_longer_than_30_seconds_so_a_server_that_returns_is_heard_within_35()
    {
        var backOff = new BackOff(time, new Random(1));
        var waits = Enumerable.Range(0, 50).Select(_ => backOff.Next(null)).ToList();
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(30)));
        Assert.InRange(waits[0], TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.6));
    }

    [Fact]
    public void The_longest_wait_differs_from_loop_to_loop_so_that_they_do_not_come_back_together()
    {
        var backOff = new BackOff(time, new Random(1));
        var late = Enumerable.Range(0, 50).Select(_ => backOff.Next(null)).Skip(10).ToList();
        Assert.True(late.Distinct().Count() > 30);
        Assert.True(late.Max() - late.Min() > TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Two_minutes_of_health_make_the_next_failure_a_first_one()
    {
        var backOff = new BackOff(time, new Random(1));
        for (var i = 0; i < 10; i++) backOff.Next(null);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange(backOff.Next(null), TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.6));
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(86_400, 60)]
    [Trait("Survives", "6 429 with Retry-After")]
    public void What_the_server_asks_for_is_granted_up_to_a_minute(int asked, int granted) =>
        Assert.Equal(TimeSpan.FromSeconds(granted), new BackOff(time, new Random(1)).Next(TimeSpan.FromSeconds(asked)));
}
