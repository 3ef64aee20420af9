namespace K8sDashboard.Web.Login;

/// <summary>
/// Static pages without a circuit: sign-in required, and out of capacity. No scripts, and no content from the request (XSS).
/// </summary>
public static class StaticPage
{
    private const string Locked = """
        <h1>This dashboard is locked</h1>
        <p>It runs with the rights of your kubeconfig, so it opens only with the link that it printed in its console:</p>
        <p><code>Open http://localhost:PORT/login?k=KEY</code></p>
        <p>Each link works once. If yours is used up, <a href="/login">print a new one</a>, and look at the console again.
        If the last one was not used yet, it is still good.</p>
        """;

    private const string Full = """
        <h1>Too many pages are open</h1>
        <p>Each open page keeps a connection, and there is a limit to them. Close some of the dashboard's tabs,
        then load this page again.</p>
        """;

    private const string Short = """
        <h1>Memory is short</h1>
        <p>The dashboard has hardly any memory left, and opens no more pages before it has: those that are open live on. Close some of
        them or wait a little, then load this page again. If it happens often, give the dashboard more memory.</p>
        """;

    /// <summary>Retry-After in seconds: at least the interval of exact memory readings.</summary>
    private const string TryAgainAfter = "15";

    /// <summary>True for a page navigation of a browser, false for a fetch by a script.</summary>
    public static bool IsWanted(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    public static Task LockedAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status401Unauthorized, "Locked", Locked);

    public static Task FullAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Full", Full);

    public static Task ShortAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = TryAgainAfter;
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Memory is short", Short);
    }

    private static Task WriteAsync(HttpContext context, int status, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title} · K8sDashboard</title>
            <link rel="icon" type="image/svg+xml" href="/favicon.svg"><script src="/theme.js"></script>
            <link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/app.css"><link rel="stylesheet" href="/shell.css">
            </head>
            <body><main class="static-page">{body}</main></body>
            </html>
            """
        );
    }
}
