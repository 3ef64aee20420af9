using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Where the dashboard's own metrics have a port of their own, so that what leads to the one does not lead to the other: there is
/// nothing else on that port, and they are on no other.
/// </summary>
public sealed class MetricsPort(RequestDelegate next)
{
    /// <summary>Where they are read.</summary>
    public const string Path = "/metrics";

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (Listening.IsForMetrics(context) ? path == Path : !LeadsThere(path))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Says where they are: it listens there last.</summary>
    public static void Print(IServer server, TextWriter console)
    {
        console.WriteLine(
            $"Metrics at http://localhost:{new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Last()).Port}{Path}"
        );
        console.Flush();
    }

    /// <summary>Routing knows neither case nor a last slash.</summary>
    private static bool LeadsThere(string path) => path.TrimEnd('/').Equals(Path, StringComparison.OrdinalIgnoreCase);
}
