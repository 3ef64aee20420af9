namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// The kubeconfig's <c>tls-server-name</c>: the name that the server's certificate must have, where the address is another one. .NET
/// takes that name from the Host header; the client library sets it in its own methods alone.
/// </summary>
internal sealed class ServerName(string? name) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(name))
            request.Headers.Host = name.Contains(':') ? $"[{name}]" : name;
        return base.SendAsync(request, cancellationToken);
    }
}
