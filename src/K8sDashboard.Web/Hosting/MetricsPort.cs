using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Separates the dashboard's own metrics onto their own port: that port serves nothing else, and no other port serves them, so that access
/// to one gives no access to the other.
/// </summary>
public sealed class MetricsPort(RequestDelegate next)
{
    /// <summary>The path of the metrics endpoint.</summary>
    public const string Path = "/metrics";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (Listening.IsForMetrics(context) ? path == Path : !LeadsThere(path))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Prints the URL of the metrics: the last of the listening addresses.</summary>
    public static void Print(IServer server, TextWriter console)
    {
        console.WriteLine(
            $"Metrics at http://localhost:{new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Last()).Port}{Path}"
        );
        console.Flush();
    }

    /// <summary>Routing ignores case and a trailing slash.</summary>
    private static bool LeadsThere(string path) => path.TrimEnd('/').Equals(Path, StringComparison.OrdinalIgnoreCase);
}
