using K8sDashboard.Web.Hosting.Memory;
using K8sDashboard.Web.Login;
using Microsoft.AspNetCore.Authorization;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Admission control of pages: bounds open circuits, and rejects new pages under memory pressure. Comes after authorization; what is
/// open without a session (probes, the way in, the files of the static pages) is not bounded.
/// </summary>
public sealed class PageAdmission(RequestDelegate next, ConnectionLimit limit, MemoryGuard memory)
{
    public Task InvokeAsync(HttpContext context)
    {
        var isOpen = context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        if (isOpen || LaunchKeyHandler.SessionOf(context) is not { } session)
            return next(context);
        // Before a page is loaded, not when it connects: pages that are open, and those that come back to theirs, stay.
        if (memory.State.Shedding == Shedding.NewPages && StaticPage.IsWanted(context))
            return StaticPage.ShortAsync(context);
        // The hub's own path: a WebSocket for as long as its page is open, or long polling where there are no WebSockets.
        if (IsHub(context.Request.Path) && HttpMethods.IsGet(context.Request.Method))
            return limit.RunAsync(session, context, next);
        return limit.IsReached(session) && StaticPage.IsWanted(context) ? StaticPage.FullAsync(context) : next(context);
    }

    /// <summary>In any spelling that leads there: routing ignores case and a trailing slash.</summary>
    private static bool IsHub(PathString path) => (path.Value ?? "").TrimEnd('/').Equals("/_blazor", StringComparison.OrdinalIgnoreCase);
}
