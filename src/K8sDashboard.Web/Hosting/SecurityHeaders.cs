namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Security headers of every response: no third-party content, no inline scripts, no framing, no MIME sniffing, no caching of pages.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>MudBlazor sets style attributes, hence 'unsafe-inline' for styles; scripts only from own files.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        context.Response.OnStarting(() =>
        {
            // Pages contain cluster data: no-store. Only static files keep their cache headers.
            if (context.Response.ContentType is null || context.Response.ContentType.StartsWith("text/html", StringComparison.Ordinal))
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
