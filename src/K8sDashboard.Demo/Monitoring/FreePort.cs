using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>
/// Reserves a free port for a program that cannot bind port 0. Held until it is released for that program: the history takes a while, and
/// the system hands a free port to any process.
/// </summary>
public sealed class FreePort : IDisposable
{
    private readonly TcpListener held = new(IPAddress.Loopback, 0);

    public FreePort()
    {
        // Listening reserves the port; binding alone does not, since .NET sets SO_REUSEADDR. Connections in the meantime are reset later.
        held.Start(backlog: 1);
        Number = ((IPEndPoint)held.LocalEndpoint).Port;
    }

    public int Number { get; }

    /// <summary>Releases the port.</summary>
    public void Dispose() => held.Dispose();
}
