using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.State;

public sealed class NamespaceFilterTests
{
    [Fact]
    public void NamespaceFilter_EqualNames_AreEqualByValue()
    {
        NamespaceFilter one = new(["shop", "payments"]);
        NamespaceFilter other = new(["shop", "payments", "shop"]);
        Assert.True(one == other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.True(one != new NamespaceFilter(["payments", "shop"]));
        Assert.NotEqual(one, new NamespaceFilter(["shop"]));
        Assert.Equal("shop,payments", one.ToString());
    }

    [Fact]
    public void NamespaceFilter_Default_IsAll()
    {
        Assert.Equal(new NamespaceFilter([]), NamespaceFilter.All);
        Assert.Equal(
            (true, true, null, ""),
            (
                default(NamespaceFilter).IsAll,
                NamespaceFilter.All.Includes("shop"),
                NamespaceFilter.All.Single,
                NamespaceFilter.All.ToString()
            )
        );
    }

    [Fact]
    public void NamespaceFilter_OneName_IncludesOnlyThat()
    {
        NamespaceFilter one = new(["shop"]);
        Assert.Equal(("shop", true, false, false), (one.Single, one.Includes("shop"), one.Includes("shop2"), one.IsAll));
    }
}
