using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Where the dashboard's own metrics have a port of their own, so that what leads to the one does not lead to the other: there is
/// nothing else on that port, and they are on no other. A connection knows by which it came; the Host that it names proves nothing.
/// </summary>
public sealed class MetricsPort(RequestDelegate next)
{
    /// <summary>Where they are read.</summary>
    public const string Path = "/metrics";

    private static readonly object OfMetrics = new();

    /// <summary>Listens on the loopback interfaces.</summary>
    /// <param name="kestrel">The server.</param>
    /// <param name="port">The dashboard's; 0 takes a free one.</param>
    /// <param name="metrics">That of the metrics, likewise; null where they are on the dashboard's.</param>
    public static void Listen(KestrelServerOptions kestrel, int port, int? metrics)
    {
        Listen(kestrel, port, _ => { });
        if (metrics is { } own)
        {
            Listen(kestrel, own, listening => listening.Use(connected => connection =>
            {
                connection.Items[OfMetrics] = true;
                return connected(connection);
            }));
        }
    }

    public Task InvokeAsync(HttpContext context)
    {
        var came = context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(OfMetrics) ?? false;
        if (came == (context.Request.Path == Path)) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Says where they are: the address behind the dashboard's.</summary>
    public static void Print(IServer server, TextWriter console)
    {
        console.WriteLine($"Metrics at http://localhost:{new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.Last()).Port}{Path}");
        console.Flush();
    }

    /// <summary>"localhost" is 127.0.0.1 and, where there is one, ::1; a free port can only be asked of one of them.</summary>
    private static void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> configure)
    {
        if (port == 0) kestrel.Listen(IPAddress.Loopback, 0, configure);
        else kestrel.ListenLocalhost(port, configure);
    }
}
