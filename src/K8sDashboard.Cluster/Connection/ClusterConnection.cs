using k8s;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// One cluster as one identity: the API client, and raw requests with its credentials for what the client cannot do (protobuf, proxied
/// services).
/// </summary>
public sealed class ClusterConnection(Kubernetes client, string name, string user, string @namespace = "default") : IDisposable
{
    /// <summary>The name of the kubeconfig's context, or <c>in-cluster</c>.</summary>
    public string Name => name;

    /// <summary>As whom the API server acts, for the audit log: the kubeconfig's user, or whom that one impersonates.</summary>
    public string User => user;

    /// <summary>The namespace of the kubeconfig's context, or the pod's own: where to look when the whole cluster is refused.</summary>
    public string Namespace => @namespace;

    public Uri Server => client.BaseUri;

    /// <summary>The server's host and port, IPv6 in brackets: <c>[::1]:6443</c>.</summary>
    public string ServerName => $"{Server.Host}:{Server.Port}";

    /// <summary>The state of the credential plugin; null where there is none.</summary>
    public PluginSignIn? SignIn { get; init; }

    /// <summary>TLS handshakes that have not been answered yet.</summary>
    public HandshakeMonitor Handshakes { get; init; } = new(TimeProvider.System);

    /// <summary>
    /// What keeps requests waiting before they are sent; null where nothing does. Of many that wait for one connection, .NET tells only the
    /// first why it failed.
    /// </summary>
    internal string? WaitsFor =>
        this switch
        {
            { SignIn.Current: { } run } => $"the credential plugin {run.Plugin} is waited for",
            { Handshakes.WaitingSince: not null } => $"{ServerName} accepts connections and does not answer the TLS handshake",
            _ => null,
        };

    /// <summary>What the connection is made of, for people.</summary>
    public ConnectionSummary Summary { get; init; } = new(user, "", "", "");

    public IKubernetes Client => client;

    /// <summary>
    /// Sends a request whose address is relative to the API server, with this identity's credentials; exec plugins and rotated
    /// tokens are asked each time. The answer's headers are read, its body is not.
    /// </summary>
    /// <exception cref="HttpRequestException">It did not go out, or no answer came. Carries no credentials: the client library's own
    /// exceptions do.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        PathGuard.Sign(request);
        request.RequestUri = new Uri(Server, request.RequestUri!);
        await Credentials.AttachAsync(client, request, cancellation, cancellation);
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    /// <summary>Closes the connections, and ends a credential plugin that still runs.</summary>
    public void Dispose()
    {
        SignIn?.Cancel();
        client.Dispose();
    }
}
