using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Tests.Shell;

public sealed class AddressTests
{
    [Fact]
    public void Links_keep_namespaces_and_range_and_nothing_else()
    {
        var here = Address.Of("http://localhost:5080/pods?ns=shop,payments&range=6h&sort=-age&q=web");
        Assert.Equal("/nodes?ns=shop,payments&range=6h", here.Nodes);
        Assert.Equal("/pods/shop/web-1?ns=shop,payments&range=6h", here.Pod(new ObjectRef("shop", "web-1")));
    }

    [Theory]
    [InlineData("/pods", "")]
    [InlineData("/pods?ns=", "")]
    [InlineData("/pods?ns=a,b", "a,b")]
    [InlineData("/pods?ns=a,,a", "a")]
    [InlineData("/pods?ns=a,..%2Fx,B,%3Cscript%3E", "a")]
    public void Namespaces_are_those_that_can_exist(string uri, string names) =>
        Assert.Equal(names, string.Join(',', Address.Of(uri).Namespaces));

    [Theory]
    [InlineData("/", "1h")]
    [InlineData("/?range=24h", "24h")]
    [InlineData("/?range=9y", "1h")]
    public void The_range_is_one_of_those_offered(string uri, string range) => Assert.Equal(range, Address.Of(uri).Range);

    [Fact]
    public void Names_are_escaped_in_a_path() =>
        Assert.Equal("/pods/a%2Fb/c%3Fd", Address.Of("/").Pod(new ObjectRef("a/b", "c?d")));

    [Fact]
    public void One_part_of_the_state_changes_without_the_others()
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
