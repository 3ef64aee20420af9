using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Http.Features;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// The service proxy, <c>services/http:prometheus:9090/proxy/api/v1/query</c>, for ports with a real endpoint behind them.
/// </summary>
/// <remarks>
/// <see
/// href="https://kubernetes.io/docs/tasks/access-application-cluster/access-cluster-services/#manually-constructing-apiserver-proxy-urls"/>
/// </remarks>
internal sealed class ServiceProxy(ObjectStore store, ApiServerOptions options)
{
    public const string Subresource = "proxy";

    // One instance for the life of the server, with its connection pool.
    private static readonly HttpMessageInvoker Client = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }
    );

    public async Task RunAsync(ApiRequest request)
    {
        using var asked = new HttpRequestMessage(new HttpMethod(request.Http.Request.Method), UriOf(request));
        if (request.Http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is true)
        {
            asked.Content = new StreamContent(request.Http.Request.Body);
            asked.Content.Headers.TryAddWithoutValidation("Content-Type", request.Http.Request.ContentType);
        }

        try
        {
            using var answer = await Client.SendAsync(asked, request.Aborted);
            request.Http.Response.StatusCode = (int)answer.StatusCode;
            request.Http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            // A Location relative to the host gets the proxy's path as a prefix.
            if (answer.Headers.Location is { OriginalString: ['/', ..] } location)
                request.Http.Response.Headers.Location =
                    request.Http.Request.Path.Value![..^request.Call.Rest.Length] + location.OriginalString;
            await answer.Content.CopyToAsync(request.Http.Response.Body, request.Aborted);
        }
        catch (HttpRequestException fault) when (!request.Http.Response.HasStarted)
        {
            throw ApiFailure.Unavailable($"error trying to reach service: {fault.Message}");
        }
    }

    private Uri UriOf(ApiRequest request)
    {
        var parts = request.Call.Name.Split(':');
        var (name, port) = parts switch
        {
            [_, var service, var named, ..] => (service, named),
            [var service, var named] => (service, named),
            _ => (parts[0], ""),
        };
        var found = store.Get<Service>(request.Call.Namespace, name) ?? throw ApiFailure.NotFound(request.Kind, name);
        var open =
            found.Spec.Ports.FirstOrDefault(one => one.Name == port || $"{one.Port}" == port)
            ?? throw ApiFailure.Unavailable(
                int.TryParse(port, out _)
                    ? $"no service port {port} found for service \"{name}\""
                    : $"no endpoints available for service \"{name}\""
            );
        var at =
            options.Behind?.Invoke(request.Call.Namespace, name, open.Port)
            ?? throw ApiFailure.Unavailable($"no endpoints available for service \"{name}\"");
        return new Uri(at, request.Call.Rest + request.Http.Request.QueryString);
    }
}
