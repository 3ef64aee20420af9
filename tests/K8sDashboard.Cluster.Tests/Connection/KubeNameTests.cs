using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Connection;

public class KubeNameTests
{
    [Theory]
    [InlineData("default", true)]
    [InlineData("kube-system", true)]
    [InlineData("7", true)]
    [InlineData("", false)]
    [InlineData("Default", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a.b", false)]
    [InlineData("..", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("a%2fb", false)]
    public void A_namespace_is_a_dns_label(string name, bool valid) => Assert.Equal(valid, KubeName.IsNamespace(name));

    [Fact]
    public void A_namespace_has_at_most_63_characters()
    {
        Assert.True(KubeName.IsNamespace(new string('a', 63)));
        Assert.False(KubeName.IsNamespace(new string('a', 64)));
    }

    [Theory]
    [InlineData("web-5df7d89dbd-x2x4k", true)]
    [InlineData("system:node", true)]
    [InlineData("v1.apps", true)]
    [InlineData("...", true)]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("../../kube-system/secrets/db", false)]
    [InlineData("a%2e", false)]
    [InlineData("a\\b", false)]
    [InlineData("a\u0000", false)]
    [InlineData("a\r\nHost: evil", false)]
    public void An_object_name_is_one_path_segment(string name, bool valid) => Assert.Equal(valid, KubeName.IsObject(name));

    [Fact]
    public void A_path_of_a_name_that_is_none_is_not_built()
    {
        Assert.Throws<FormatException>(() => ApiPath.Of("v1", "pods", new ObjectRef("default", "../../kube-system/secrets/db")));
        Assert.Throws<FormatException>(() => ApiPath.Of("v1", "pods", new ObjectRef("../secrets?", "web")));
    }

    [Fact]
    public void Characters_that_mean_something_in_an_address_are_escaped() =>
        Assert.Equal("apis/apps/v1/namespaces/shop/deployments/a%3Fb%23c/scale", ApiPath.Of("apps/v1", "deployments", new ObjectRef("shop", "a?b#c"), "scale"));
}
