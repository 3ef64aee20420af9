using K8sDashboard.Cluster.Resources.Services;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Sends HTTP requests to a Service through the API server's service proxy, with this identity: it works outside the cluster's network, and
/// needs only the right <c>get services/proxy</c>. GET only, since that right allows no more.
/// </summary>
public sealed class ServiceProxyHandler(ClusterConnection connection, PrometheusService service) : HttpMessageHandler
{
    /// <summary>The base address of requests; their paths are relative to the Service. The host is never resolved.</summary>
    public Uri Address { get; } = new($"http://{service.Name}.{service.Namespace}.svc:{service.Port}/");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
            throw new InvalidOperationException("The service proxy is used for GET alone.");
        // A new request, since a message can be sent only once; and relative, so that the credentials go to the API server only.
        using var proxied = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(service.ProxyPath + request.RequestUri!.PathAndQuery, UriKind.Relative)
        );
        foreach (var accept in request.Headers.Accept)
            proxied.Headers.Accept.Add(accept);
        PathGuard.Sign(proxied);
        return await connection.SendAsync(proxied, cancellationToken);
    }
}
