namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// The kubeconfig's <c>tls-server-name</c> (SNI): the expected name in the server's certificate, where it differs from the address. .NET
/// takes it from the Host header, which the client library sets in its own methods only.
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
