using System.Net;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Cluster.Tests.Connection;

public class PathGuardTests
{
    private static readonly Uri Server = new("https://cluster.test:6443/");

    [Theory]
    [InlineData("api/v1/namespaces/shop/pods/web")]
    [InlineData("api/v1/namespaces/shop/pods?watch=true&labelSelector=a%2Fb%3Dc")]
    [InlineData("apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode")]
    public async Task PathGuard_SignedRequest_IsSent(string path) => Assert.Equal(HttpStatusCode.OK, await SendAsync(Server, Signed(path)));

    [Theory]
    [InlineData("api/v1/namespaces/shop/pods/../../kube-system/secrets/db")]
    [InlineData("api/v1/namespaces/shop/pods/./web")]
    [InlineData("api/v1/namespaces/shop/pods/%2e%2e/web")]
    [InlineData("api/v1/namespaces/shop/pods/..%2fsecrets")]
    [InlineData("api/v1/namespaces/shop/pods/a%2Fb")]
    [InlineData("api/v1/namespaces/shop/pods/a%252Fb")]
    [InlineData("api/v1/namespaces/shop/pods/a%5cb")]
    [InlineData("api/v1/namespaces/shop/pods/a\\b")]
    [InlineData("api/v1/namespaces/shop/pods/a%00")]
    [InlineData("api/v1/namespaces/shop/pods/a%0d%0aX")]
    [InlineData("api/v1//pods")]
    [InlineData("api/v1/pods/")]
    [InlineData("//evil.test/api")]
    public async Task PathGuard_AmbiguousPath_ThrowsUnsafePath(string path) =>
        await Assert.ThrowsAsync<UnsafePathException>(() => SendAsync(Server, Signed(path)));

    [Fact]
    public async Task PathGuard_TraversalNormalizedByUri_ThrowsUnsafePath()
    {
        // The path that the client library builds for a pod named ../../kube-system/secrets/db.
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server, "api/v1/namespaces/shop/pods/../../kube-system/secrets/db"));

        Assert.Equal("/api/v1/namespaces/kube-system/secrets/db", request.RequestUri!.AbsolutePath);
        await Assert.ThrowsAsync<UnsafePathException>(() => SendAsync(Server, request));
    }

    [Fact]
    public async Task PathGuard_UriChangedAfterSigning_ThrowsUnsafePath()
    {
        var request = Signed("api/v1/namespaces/shop/pods/web");
        request.RequestUri = new Uri(Server, "api/v1/namespaces/kube-system/secrets/db");

        await Assert.ThrowsAsync<UnsafePathException>(() => SendAsync(Server, request));
    }

    [Theory]
    [InlineData("version", true)]
    [InlineData("apis/apps/v1", true)]
    [InlineData("apis/authorization.k8s.io/v1/selfsubjectaccessreviews", true)]
    [InlineData("apis/authentication.k8s.io/v1/selfsubjectreviews", true)]
    [InlineData("api/v1/secrets", false)]
    [InlineData("api/v1/nodes/a", false)]
    [InlineData("apis/apps/v1/deployments", false)]
    public async Task PathGuard_UnsignedRequest_IsSentOnlyToPathsWithoutNames(string path, bool passes)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server, path));

        if (passes)
            Assert.Equal(HttpStatusCode.OK, await SendAsync(Server, request));
        else
            await Assert.ThrowsAsync<UnsafePathException>(() => SendAsync(Server, request));
    }

    [Theory]
    [InlineData("https://evil.test:6443/version")]
    [InlineData("http://cluster.test:6443/version")]
    [InlineData("https://cluster.test/version")]
    [InlineData("https://user@cluster.test:6443/version")]
    public async Task PathGuard_OtherSchemeHostPortOrUser_ThrowsUnsafePath(string address) =>
        await Assert.ThrowsAsync<UnsafePathException>(() => SendAsync(Server, new HttpRequestMessage(HttpMethod.Get, address)));

    [Fact]
    public async Task PathGuard_ServerWithBasePath_SendsOnlyBelowIt()
    {
        var server = new Uri("https://proxy.test/k8s/clusters/c-1/");

        Assert.Equal(HttpStatusCode.OK, await SendAsync(server, Signed("api/v1/namespaces/shop/pods/web", server)));
        await Assert.ThrowsAsync<UnsafePathException>(() => SendAsync(server, Signed("version", new Uri("https://proxy.test/"))));
    }

    private static HttpRequestMessage Signed(string path, Uri? server = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));
        PathGuard.Sign(request);
        request.RequestUri = new Uri(server ?? Server, path);
        return request;
    }

    private static async Task<HttpStatusCode> SendAsync(Uri server, HttpRequestMessage request)
    {
        using var client = new HttpClient(new PathGuard(server) { InnerHandler = new Answers() });
        return (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    private sealed class Answers : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
