using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>A port of this machine that nobody listens on, for a program that cannot choose one by itself.</summary>
public static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
