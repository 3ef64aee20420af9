namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Answers only those who ask for this machine by a loopback name. A page of another site whose name was made to point at
/// 127.0.0.1 (DNS rebinding) arrives with that name as its Host.
/// </summary>
public sealed class LoopbackHost(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsLoopback(context.Request.Host.Host))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("This dashboard answers to localhost only.");
    }

    /// <summary>The port may be another one: a tunnel such as <c>ssh -L</c> keeps the name and changes the port.</summary>
    public static bool IsLoopback(string host) => host.ToLowerInvariant() is "localhost" or "127.0.0.1" or "[::1]";
}
