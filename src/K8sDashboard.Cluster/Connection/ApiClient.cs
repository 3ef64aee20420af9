using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Raw JSON requests with the actor's credentials. Not by the library's typed calls: those drop fields that are unknown to the library,
/// fail on JSON deeper than 64 levels, and throw an exception that carries the bearer token.
/// </summary>
internal sealed class ApiClient(IKubernetes client, TimeProvider time)
{
    /// <summary>The request timeout: the webhooks of a mutating request have a timeout of 10 s by default.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Maximum response size: etcd stores at most 1.5 MiB an object; this holds the history of a Deployment with twenty of that size.
    /// </summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private readonly Kubernetes kubernetes = (Kubernetes)client;

    public Task<ApiAnswer> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, "", cancellation);

    public async Task<ApiAnswer> SendAsync(
        HttpMethod method,
        string path,
        JsonNode? body,
        string contentType,
        CancellationToken cancellation
    )
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(contentType));
        request.Headers.Accept.Add(new("application/json"));
        PathGuard.Sign(request);
        request.RequestUri = new Uri(kubernetes.BaseUri, path);
        try
        {
            await Credentials.AttachAsync(kubernetes, request, either.Token, cancellation);
            using var response = await kubernetes.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (ServerWords.Redirect(response) is { } redirect)
                return new ApiAnswer.StatusError((int)response.StatusCode, "", redirect);
            using var bytes = await BoundedBody.ReadAsync(response.Content, MaxBytes, either.Token);
            var text = BoundedBody.Text(bytes);
            if (!response.IsSuccessStatusCode)
                return ServerWords.Of(response.StatusCode, response.Content.Headers.ContentType?.MediaType, text);
            return ServerWords.Json(text) is { } answer
                ? new ApiAnswer.Success(answer)
                : new ApiAnswer.Lost(ServerWords.NotJson(response, text));
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new ApiAnswer.Lost($"No answer within {Deadline.TotalSeconds:0} s.");
        }
        catch (HttpRequestException error)
            when (error.HttpRequestError
                    is HttpRequestError.ConnectionError
                        or HttpRequestError.NameResolutionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
                        or HttpRequestError.UserAuthenticationError
            )
        {
            return new ApiAnswer.NotSent(error.Message);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new ApiAnswer.Lost(error.Message);
        }
    }
}
