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
    public void KubeName_NamespaceText_IsValidOnlyAsDnsLabel(string name, bool valid) => Assert.Equal(valid, KubeName.IsNamespace(name));

    [Fact]
    public void KubeName_NamespaceOver63Characters_IsInvalid()
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
    public void KubeName_ObjectNameText_IsValidOnlyAsOnePathSegment(string name, bool valid) =>
        Assert.Equal(valid, KubeName.IsObject(name));

    [Fact]
    public void ApiPath_PathTraversalInNameOrNamespace_ThrowsFormatException()
    {
        Assert.Throws<FormatException>(() => ApiPath.Of("v1", "pods", new ObjectRef("default", "../../kube-system/secrets/db")));
        Assert.Throws<FormatException>(() => ApiPath.Of("v1", "pods", new ObjectRef("../secrets?", "web")));
    }

    [Fact]
    public void ApiPath_ReservedCharactersInName_AreEscaped() =>
        Assert.Equal(
            "apis/apps/v1/namespaces/shop/deployments/a%3Fb%23c/scale",
            ApiPath.Of("apps/v1", "deployments", new ObjectRef("shop", "a?b#c"), "scale")
        );
}
