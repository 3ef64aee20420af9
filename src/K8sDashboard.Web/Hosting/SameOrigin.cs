namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Same-origin check (CSRF, cross-site WebSocket hijacking): only our own pages may open a circuit or send anything. Browsers send cookies
/// and open WebSockets for any page, and the framework checks neither; a WebSocket request without an Origin header does not come from a
/// browser.
/// </summary>
public sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!NeedsOrigin(context.Request) || IsOwn(context.Request))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("Refused: the request does not come from a page of this dashboard.");
    }

    private static bool NeedsOrigin(HttpRequest request) => !IsRead(request) || request.Path.StartsWithSegments("/_blazor");

    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin.Count switch
        {
            0 => IsPlainRead(request)
                && (request.Headers["Sec-Fetch-Site"].Count == 0 || request.Headers["Sec-Fetch-Site"] == "same-origin"),
            1 => string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };

    /// <summary>A plain GET carries no Origin header; a WebSocket handshake always does.</summary>
    private static bool IsPlainRead(HttpRequest request) => IsRead(request) && request.Headers.Upgrade.Count == 0;

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}
