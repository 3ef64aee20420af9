using k8s;
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
    /// <exception cref="HttpRequestException">It did not go out, or no answer came. Carries no credentials: the client library's own exceptions do.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        PathGuard.Sign(request);
        request.RequestUri = new Uri(Server, request.RequestUri!);
        await AuthenticateAsync(request, cancellation);
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    public void Dispose() => client.Dispose();

    // Exec plugins and token providers fail with exceptions of many types; to the caller each is a request that did not go out.
    private async Task AuthenticateAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (client.Credentials is not { } credentials) return;
        try
        {
            await credentials.ProcessHttpRequestAsync(request, cancellation);
        }
        catch (HttpOperationException fault)
        {
            throw new HttpRequestException($"The credentials could not be renewed: HTTP {(int?)fault.Response?.StatusCode}.");
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"The credentials could not be had: {VisibleText.OneLine(fault.Message)}");
        }
    }
}
