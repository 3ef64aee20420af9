using k8s;

namespace K8sDashboard.Cluster.Connection;

/// <summary>One cluster as one identity: the API client, and raw requests with its credentials for what the client cannot do (protobuf, proxied services).</summary>
public sealed class ClusterConnection(Kubernetes client, string name, string user, string @namespace = "default") : IDisposable
{
    /// <summary>The name of the kubeconfig's context, or <c>in-cluster</c>.</summary>
    public string Name => name;

    /// <summary>The kubeconfig's user, for the audit log; the ServiceAccount's file in a pod.</summary>
    public string User => user;

    /// <summary>The namespace of the kubeconfig's context, or the pod's own: where to look when the whole cluster is refused.</summary>
    public string Namespace => @namespace;

    public Uri Server => client.BaseUri;

    public IKubernetes Client => client;

    /// <summary>
    /// Sends a request whose address is relative to the API server, with this identity's credentials; exec plugins and rotated
    /// tokens are asked each time. The answer's headers are read, its body is not.
    /// </summary>
    /// <exception cref="HttpRequestException">It did not go out, or no answer came. Carries no credentials: the client library's own exceptions do.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        PathGuard.Sign(request);
        request.RequestUri = new Uri(Server, request.RequestUri!);
        await Credentials.AttachAsync(client, request, cancellation, cancellation);
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public void Dispose() => client.Dispose();
}
