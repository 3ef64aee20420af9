using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Web.Hosting;

/// <summary>The ports on the loopback interfaces: the dashboard's and, where configured, that of its own metrics.</summary>
public static class Listening
{
    private static readonly object ForMetrics = new();

    /// <summary>Binds them.</summary>
    public static void Open(KestrelServerOptions kestrel, HostingOptions hosting)
    {
        Listen(kestrel, hosting.Port, _ => { });
        if (hosting.MetricsPort is not { } metrics)
            return;
        Listen(
            kestrel,
            metrics,
            listening =>
                listening.Use(connected =>
                    connection =>
                    {
                        connection.Items[ForMetrics] = true;
                        return connected(connection);
                    }
                )
        );
    }

    /// <summary>
    /// Whether the request came by the metrics port: decided by the connection, since the Host header is not trustworthy.
    /// </summary>
    public static bool IsForMetrics(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(ForMetrics) ?? false;

    /// <summary>
    /// Both loopback addresses: "localhost" is 127.0.0.1 and, where available, ::1; a free port (0) can be bound on one of them only.
    /// </summary>
    private static void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> configure)
    {
        if (port == 0)
            kestrel.Listen(IPAddress.Loopback, 0, configure);
        else
            kestrel.ListenLocalhost(port, configure);
    }
}
