using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Web.Hosting;

/// <summary>The ports on the loopback interfaces: the dashboard's first and then, where one is asked for, that of its own metrics.</summary>
public static class Listening
{
    private static readonly object ForMetrics = new();

    /// <summary>Opens them.</summary>
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

    /// <summary>By which of the two a request came. Its connection knows; the Host that it names proves nothing.</summary>
    public static bool IsForMetrics(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(ForMetrics) ?? false;

    /// <summary>"localhost" is 127.0.0.1 and, where there is one, ::1; a free port can only be asked of one of them.</summary>
    private static void Listen(KestrelServerOptions kestrel, int port, Action<ListenOptions> configure)
    {
        if (port == 0)
            kestrel.Listen(IPAddress.Loopback, 0, configure);
        else
            kestrel.ListenLocalhost(port, configure);
    }
}
