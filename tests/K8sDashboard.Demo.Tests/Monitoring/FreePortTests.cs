using System.Net;
using System.Net.Sockets;
using K8sDashboard.Demo.Monitoring;

namespace K8sDashboard.Demo.Tests.Monitoring;

public sealed class FreePortTests
{
    [Fact]
    public void FreePort_NotDisposed_IsReservedUntilDisposed()
    {
        using var port = new FreePort();
        using var other = new TcpListener(IPAddress.Loopback, port.Number);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(other.Start).SocketErrorCode);
        port.Dispose();
        using var program = new TcpListener(IPAddress.Loopback, port.Number);
        program.Start();
    }
}
