using K8sDashboard.Web.Layout;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class StaggerTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(21, 20)]
    [InlineData(51, 50)]
    [InlineData(200, 50)]
    public void Stagger_CircuitCount_DelaysOneByZeroAndManyByAtMost50Milliseconds(int circuits, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Stagger.Of(circuits));
}
