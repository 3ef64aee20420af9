namespace K8sDashboard.Web.Hosting;

/// <summary>What every answer tells the browser to refuse: outside content, scripts in the page, framing, guessing types, keeping pages.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>MudBlazor sets styles on elements, hence the one 'unsafe-inline'; scripts come from our own files alone.</summary>
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
            // Pages hold cluster data; only files keep the caching that they come with.
            if (context.Response.ContentType is null || context.Response.ContentType.StartsWith("text/html", StringComparison.Ordinal))
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
