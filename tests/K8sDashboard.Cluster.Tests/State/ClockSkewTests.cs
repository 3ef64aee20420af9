using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.State;

public sealed class ClockSkewTests
{
    [Theory]
    [InlineData(-60, false)]
    [InlineData(0, false)]
    [InlineData(11.9, false)]
    [InlineData(12.1, true)]
    [InlineData(3600, true)]
    public void IsFuture_TimeBeyondTheTolerance_IsInTheFuture(double seconds, bool future) =>
        Assert.Equal(future, ClockSkew.IsFuture(Now.AddSeconds(seconds), Now));

    [Fact]
    public void ClockSkew_EvaluatedAtRoundedDown_ToleranceCoversTheStep() => Assert.True(ClockSkew.Tolerance > AuthorisedViews.JudgingStep);
}
