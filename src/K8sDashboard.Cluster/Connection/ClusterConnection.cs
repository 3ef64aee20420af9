using k8s;
using k8s.Authentication;
using k8s.Autorest;

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
    /// <exception cref="HttpRequestException">Not answered, or the credentials could not be had.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        PathGuard.Sign(request);
        request.RequestUri = new Uri(Server, request.RequestUri!);
        if (client.Credentials is { } credentials) await AuthenticateAsync(credentials, request, cancellation);
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    // Exec plugins and token providers fail with exceptions of their own; the library's carries request headers and stays in here.
    private static async Task AuthenticateAsync(ServiceClientCredentials credentials, HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            await credentials.ProcessHttpRequestAsync(request, cancellation);
        }
        catch (HttpOperationException error)
        {
            throw new HttpRequestException(HttpRequestError.UserAuthenticationError, $"The credentials could not be renewed: HTTP {(int?)error.Response?.StatusCode}.");
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            throw new HttpRequestException(HttpRequestError.UserAuthenticationError, $"The credentials could not be had: {error.Message}");
        }
    }

    public void Dispose() => client.Dispose();
}
