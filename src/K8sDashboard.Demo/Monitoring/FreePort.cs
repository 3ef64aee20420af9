using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>
/// A port of this machine that nobody listens on, for a program that cannot choose one by itself. It is kept from everybody else until
/// it is let go of for that program: the system gives free ports to whoever asks, and the past takes a while to make.
/// </summary>
public sealed class FreePort : IDisposable
{
    private readonly Socket held = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public FreePort()
    {
        // Bound, and never listening: whoever connects is refused, as nobody is there yet.
        held.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Number = ((IPEndPoint)held.LocalEndPoint!).Port;
    }

    public int Number { get; }

    /// <summary>Lets go of it.</summary>
    public void Dispose() => held.Dispose();
}
