using System.Net;
using System.Text;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Telemetry;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>Requests to the API server as metrics: the verb by method and address, the status code, and failures.</summary>
public sealed class RequestLoadTests
{
    [Theory]
    [InlineData("GET", "/api/v1/pods?limit=500", "list")]
    [InlineData("GET", "/api/v1/namespaces", "list")]
    [InlineData("GET", "/api/v1/namespaces/shop/pods", "list")]
    [InlineData("GET", "/apis/apps/v1/deployments", "list")]
    [InlineData("GET", "/k8s/clusters/c-1/apis/apps/v1/namespaces/shop/deployments", "list")]
    [InlineData("GET", "/k8s/clusters/c-1/api/v1/namespaces/api/pods/apis", "get")]
    [InlineData("GET", "/api/v1/namespaces/shop", "get")]
    [InlineData("GET", "/apis/apps/v1/namespaces/shop/deployments/web", "get")]
    [InlineData("GET", "/apis/apps/v1/namespaces/shop/deployments/web/scale", "get")]
    [InlineData("GET", "/readyz", "get")]
    [InlineData("GET", "/version", "get")]
    [InlineData("GET", "/apis", "get")]
    [InlineData("GET", "/api/v1/pods?watch=true&resourceVersion=1", "watch")]
    [InlineData("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "create")]
    [InlineData("PUT", "/apis/apps/v1/namespaces/shop/deployments/web/scale", "update")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/shop/deployments/web", "patch")]
    [InlineData("DELETE", "/api/v1/namespaces/shop/pods/web-1", "delete")]
    [InlineData("POST", "/api/v1/namespaces/monitoring/services/prometheus:9090/proxy/api/v1/query", "proxy")]
    public async Task RequestLoad_Request_IsCountedByVerbAndCode(string method, string path, string verb)
    {
        var registry = new CollectorRegistry();
        using var client = Client(registry, new StatusHandler(HttpStatusCode.Created));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var answer = await client.SendAsync(request);

        var text = await ReadAsync(registry);
        Assert.Contains($"k8sdashboard_api_requests_total{{verb=\"{verb}\",code=\"201\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"k8sdashboard_api_request_duration_seconds_count{{verb=\"{verb}\"}} 1\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestLoad_ServerClosesConnection_IsCountedAsError()
    {
        var registry = new CollectorRegistry();
        await using var server = new LoopbackListener((connection, stop) => Task.Run(connection.Close, stop));
        using var client = Client(registry, new SocketsHttpHandler(), server.Port);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("/version", UriKind.Relative)));

        Assert.Contains(
            "k8sdashboard_api_requests_total{verb=\"get\",code=\"error\"} 1\n",
            await ReadAsync(registry),
            StringComparison.Ordinal
        );
    }

    private static HttpClient Client(CollectorRegistry registry, HttpMessageHandler inner, int port = 1) =>
        new(new LoadCounter(new RequestLoad(registry, TimeProvider.System), TimeProvider.System) { InnerHandler = inner })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        };

    private static async Task<string> ReadAsync(CollectorRegistry registry)
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private sealed class StatusHandler(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status));
    }
}
