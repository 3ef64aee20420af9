namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Answers HEAD as GET without a body (RFC 9110, 9.3.2): pages are mapped for GET only, so that HEAD would be answered with 404. Kestrel
/// sends no body to a HEAD request, even where the method is rewritten here. Not for the launch link, which is valid once: a link preview
/// must not use it up.
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
