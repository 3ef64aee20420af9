using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Watching;

public sealed class BackOffTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    [Trait("Fault", "F01-apiserver-killed")]
    public void BackOff_FiftyFailures_WaitsFrom800MillisecondsUpTo30Seconds()
    {
        var backOff = new BackOff(ReflectorPolicy.Default, time, new Random(1));
        var waits = Enumerable.Range(0, 50).Select(_ => backOff.Next(null)).ToList();
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(30)));
        Assert.InRange(waits[0], TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.6));
    }

    [Fact]
    public void BackOff_LongestWait_IsJittered()
    {
        var backOff = new BackOff(ReflectorPolicy.Default, time, new Random(1));
        var late = Enumerable.Range(0, 50).Select(_ => backOff.Next(null)).Skip(10).ToList();
        Assert.True(late.Distinct().Count() > 30);
        Assert.True(late.Max() - late.Min() > TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void BackOff_TwoMinutesWithoutFailure_ResetsToTheFirstWait()
    {
        var backOff = new BackOff(ReflectorPolicy.Default, time, new Random(1));
        for (var i = 0; i < 10; i++)
            backOff.Next(null);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.InRange(backOff.Next(null), TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(1.6));
    }

    [Theory]
    [InlineData(40, 40)]
    [InlineData(86_400, 60)]
    [Trait("Fault", "F06-429-retry-after")]
    public void BackOff_RetryAfter_IsHonouredUpTo60Seconds(int retryAfter, int granted) =>
        Assert.Equal(
            TimeSpan.FromSeconds(granted),
            new BackOff(ReflectorPolicy.Default, time, new Random(1)).Next(TimeSpan.FromSeconds(retryAfter))
        );
}
