namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Lets only our own pages open a circuit or send anything. Browsers send cookies and open WebSockets for any page, and the
/// framework checks neither; a WebSocket without an Origin does not come from a browser's page of ours at all.
/// </summary>
public sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!NeedsOrigin(context.Request) || IsOwn(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("Refused: the request does not come from a page of this dashboard.");
    }

    private static bool NeedsOrigin(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || request.Path.StartsWithSegments("/_blazor");

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0) return IsPlainGet(request) && request.Headers["Sec-Fetch-Site"] is { } site && (site.Count == 0 || site == "same-origin");
        return request.Headers.Origin.Count == 1
            && string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A page's own GET carries no Origin; HTTP/2 opens a WebSocket by CONNECT, HTTP/1.1 by an upgraded GET.</summary>
    private static bool IsPlainGet(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.Upgrade.Count == 0 && !request.HttpContext.WebSockets.IsWebSocketRequest;
}
