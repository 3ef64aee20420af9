using k8s;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// A connection to one cluster with one identity: the API client, and raw requests with its credentials for what the client does not
/// support (protobuf, service proxy).
/// </summary>
public sealed class ClusterConnection(Kubernetes client, string name, string user, string @namespace = "default") : IDisposable
{
    /// <summary>The name of the kubeconfig's context, or <c>in-cluster</c>.</summary>
    public string Name => name;

    /// <summary>The user for the audit log: the kubeconfig's, or the impersonated one.</summary>
    public string User => user;

    /// <summary>
    /// The namespace of the kubeconfig's context, or the pod's own: the fallback where the cluster-wide list is forbidden.
    /// </summary>
    public string Namespace => @namespace;

    public Uri Server => client.BaseUri;

    /// <summary>The server's host and port, IPv6 in brackets: <c>[::1]:6443</c>.</summary>
    public string ServerName => $"{Server.Host}:{Server.Port}";

    /// <summary>The state of the credential plugin; null where there is none.</summary>
    public PluginSignIn? SignIn { get; init; }

    /// <summary>TLS handshakes without a response yet.</summary>
    public HandshakeMonitor Handshakes { get; init; } = new(TimeProvider.System);

    /// <summary>
    /// What delays requests before they are sent; null where nothing does. Of many requests that wait for one connection, .NET reports the
    /// cause of the failure to the first only.
    /// </summary>
    internal string? WaitsFor =>
        this switch
        {
            { SignIn.Current: { } run } => $"the credential plugin {run.Plugin} is waited for",
            { Handshakes.WaitingSince: not null } => $"{ServerName} accepts connections and does not answer the TLS handshake",
            _ => null,
        };

    /// <summary>The parameters of the connection, for the UI.</summary>
    public ConnectionSummary Summary { get; init; } = new(user, "", "", "");

    public IKubernetes Client => client;

    /// <summary>
    /// Sends a request whose address is relative to the API server, with this identity's credentials; exec plugins and rotated tokens are
    /// consulted each time. Returns when the response's headers are read.
    /// </summary>
    /// <exception cref="HttpRequestException">It was not sent, or there was no response. Carries no credentials, unlike the client
    /// library's own exceptions.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        PathGuard.Sign(request);
        request.RequestUri = new Uri(Server, request.RequestUri!);
        await Credentials.AttachAsync(client, request, cancellation, cancellation);
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Closes the connections, and kills a running credential plugin.</summary>
    public void Dispose()
    {
        SignIn?.Cancel();
        client.Dispose();
    }
}
