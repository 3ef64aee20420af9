using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.State;

public sealed class LabelsTests
{
    [Theory]
    [InlineData("app=web", "app=web", true)]
    [InlineData("app=web,tier=front", "tier=front,app=web", true)]
    [InlineData("app=web", "app=api", false)]
    [InlineData("app=web", "tier=web", false)]
    [InlineData("app=web", "app=web,tier=front", false)]
    [InlineData("", "app=web", false)]
    public void Labels_PairsInAnyOrder_AreEqualOnlyIfAllPairsMatch(string one, string other, bool equal)
    {
        Assert.Equal(equal, Read(one).Equals(Read(other)));
        if (equal)
            Assert.Equal(Read(one).GetHashCode(), Read(other).GetHashCode());
    }

    // Hash collisions: thousands of workloads have the same keys, and equal hashes would make the first list quadratic.
    [Fact]
    public void Labels_ThousandSetsDifferingOnlyInValues_RarelyShareAHashCode() =>
        Assert.True(
            Enumerable.Range(0, 1_000).Select(number => Read($"app=web-{number},tier=front").GetHashCode()).Distinct().Count() > 990
        );

    private static Labels Read(string text) =>
        Labels.Of(
            text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))
        );
}
