using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Tests.Routing;

public sealed class AddressTests
{
    [Fact]
    public void Address_LinksToOtherPages_KeepOnlyNamespacesAndRange()
    {
        var here = Address.Of("http://localhost:5080/pods?ns=shop,payments&range=6h&sort=-age&q=web");
        Assert.Equal("/nodes?ns=shop,payments&range=6h", here.List(NodeResource.Type));
        Assert.Equal("/pods/shop/web-1?ns=shop,payments&range=6h", here.Object(PodResource.Type, new ObjectRef("shop", "web-1")));
    }

    [Theory]
    [InlineData("/pods", "")]
    [InlineData("/pods?ns=", "")]
    [InlineData("/pods?ns=a,b", "a,b")]
    [InlineData("/pods?ns=a,,a", "a")]
    [InlineData("/pods?ns=a,..%2Fx,B,%3Cscript%3E", "a")]
    public void Address_NamespaceParameter_KeepsOnlyValidUniqueNames(string uri, string names) =>
        Assert.Equal(names, Address.Of(uri).Namespaces.ToString());

    [Theory]
    [InlineData("/", "1h")]
    [InlineData("/?range=24h", "24h")]
    [InlineData("/?range=9y", "1h")]
    public void Address_RangeParameter_IsAnOfferedRangeOrOneHour(string uri, string range) => Assert.Equal(range, Address.Of(uri).Range);

    [Fact]
    public void Address_NamesWithReservedCharacters_AreEscapedInPath() =>
        Assert.Equal("/pods/a%2Fb/c%3Fd", Address.Of("/").Object(PodResource.Type, new ObjectRef("a/b", "c?d")));

    [Fact]
    public void Address_OneParameterChanged_KeepsTheOthers()
    {
        var here = Address.Of("/pods?ns=shop&sort=age");
        Assert.Equal("/pods?ns=shop", here.With("sort", null));
        Assert.Equal("/pods?ns=a,b&sort=age", here.WithNamespaces(["b", "a"]));
        Assert.Equal("/pods?sort=age", here.WithNamespaces([]));
        Assert.Equal("/pods?ns=shop&range=5m&sort=age", here.WithRange("5m"));
        Assert.Equal(here, Address.Of("/pods?sort=age&ns=shop"));
        Assert.NotEqual(here, Address.Of("/pods?sort=age&ns=other"));
    }
}
