namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Answers HEAD as GET without a body (RFC 9110, 9.3.2): pages are mapped for GET alone, and whoever probes one with HEAD was told that it
/// is not there. The server sends no body to a request that came as HEAD, whatever it is called here. Not for the launch link, which works
/// once: whatever looks at a link before a person does must not use it up.
/// </summary>
public sealed class HeadRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var (method, path) = (context.Request.Method, context.Request.Path);
        if (HttpMethods.IsHead(method) && !path.StartsWithSegments("/login"))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}
