namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Carries HTTP requests to a Service of the cluster through the API server's proxy, as this identity: so a laptop reaches what
/// only the cluster's network does, with no more than the right <c>get services/proxy</c>. GET alone, since that is all that right allows.
/// </summary>
public sealed class ServiceProxyHandler(ClusterConnection connection, PrometheusService service) : HttpMessageHandler
{
    /// <summary>The base address for the requests, whose paths are what the Service sees. The name is never looked up.</summary>
    public Uri Address { get; } = new($"http://{service.Name}.{service.Namespace}.svc:{service.Port}/");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method != HttpMethod.Get)
            throw new InvalidOperationException("The service proxy is used for GET alone.");
        // A request of its own, since one message is sent once; and relative, so that the credentials go to the API server and nowhere else.
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
