using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>
/// A port of this machine that nobody listens on, for a program that cannot choose one by itself. It is kept from everybody else until
/// it is let go of for that program: the system gives free ports to whoever asks, and the past takes a while to make.
/// </summary>
public sealed class FreePort : IDisposable
{
    private readonly TcpListener held = new(IPAddress.Loopback, 0);

    public FreePort()
    {
        // Bound alone would not keep it: .NET's sockets share a port as long as neither listens. Who connects meanwhile is cut off later.
        held.Start(backlog: 1);
        Number = ((IPEndPoint)held.LocalEndpoint).Port;
    }

    public int Number { get; }

    /// <summary>Lets go of it.</summary>
    public void Dispose() => held.Dispose();
}
