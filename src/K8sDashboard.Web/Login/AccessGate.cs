using K8sDashboard.Web.Hosting;
using K8sDashboard.Web.Hosting.Memory;

namespace K8sDashboard.Web.Login;

/// <summary>
/// The one door. Without a session there is no page, no circuit and no data, only what is listed here: the way in, the probes, and
/// the files that the page about the way in needs. Comes before every endpoint, so a new one is closed until it is listed.
/// </summary>
public sealed class AccessGate(
    RequestDelegate next,
    LocalSessions sessions,
    LaunchKey key,
    LaunchLink link,
    ConnectionLimit limit,
    MemoryGuard memory
)
{
    /// <summary>Answered without a session. None of them tells anything of an object in the cluster.</summary>
    public static readonly IReadOnlySet<string> Open = new HashSet<string>(StringComparer.Ordinal)
    {
        "/healthz",
        "/readyz",
        "/metrics",
        "/tokens.css",
        "/app.css",
        "/shell.css",
        "/theme.js",
        "/favicon.svg",
    };

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (path == "/login")
            return LoginAsync(context);
        if (Open.Contains(path))
            return next(context);
        if (sessions.Of(context) is not { } session)
            return StaticPage.LockedAsync(context);
        // Before a page is loaded, not when it connects: pages that are open, and those that come back to theirs, stay.
        if (memory.State.Shedding == Shedding.NewPages && StaticPage.IsWanted(context))
            return StaticPage.ShortAsync(context);
        // The hub's own path: a WebSocket for as long as its page is open, or one poll after the other where there are no WebSockets.
        return IsHub(path) && HttpMethods.IsGet(context.Request.Method) ? limit.RunAsync(session, context, next)
            : limit.IsReached(session) && StaticPage.IsWanted(context) ? StaticPage.FullAsync(context)
            : next(context);
    }

    /// <summary>In any spelling that leads there: routing knows neither case nor a last slash.</summary>
    private static bool IsHub(string path) => path.TrimEnd('/').Equals("/_blazor", StringComparison.OrdinalIgnoreCase);

    private Task LoginAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        if (sessions.Of(context) is null)
        {
            if (!key.TrySpend(context.Request.Query["k"].ToString()))
            {
                link.PrintAgain();
                return StaticPage.LockedAsync(context);
            }

            context.Response.Cookies.Append(
                LocalSessions.CookieOf(context),
                sessions.Open(),
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Strict,
                    Path = "/",
                    IsEssential = true,
                }
            );
        }

        // The key leaves the address bar and the history with this redirect.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect("/");
        return Task.CompletedTask;
    }
}
