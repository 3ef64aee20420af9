using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Demo;

/// <summary>Checks that the ports of the command line are free, before the slow parts of the start.</summary>
public static class ChosenPorts
{
    /// <exception cref="DemoException">A port is taken or not allowed; the message names the option that chooses another.</exception>
    public static void Check(DemoOptions options)
    {
        // The dashboard listens on both loopback addresses, 127.0.0.1 and ::1.
        var dashboard = options.Dashboard
            ? Fault("--port", options.Port, IPAddress.Loopback) ?? Fault("--port", options.Port, IPAddress.IPv6Loopback)
            : null;
        string[] faults = [.. new[] { dashboard, Fault("--api-port", options.ApiPort, IPAddress.Loopback) }.OfType<string>()];
        if (faults.Length > 0)
            throw new DemoException(string.Join(Environment.NewLine, faults));
    }

    private static string? Fault(string option, int port, IPAddress address)
    {
        if (port == 0)
            return null;
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return null;
        }
        // Without IPv6 the second address does not exist and cannot be in use.
        catch (SocketException fault)
            when (address.AddressFamily != AddressFamily.InterNetworkV6 || fault.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return $"Port {port} of this machine cannot be used: {fault.Message}. Choose another port with {option}.";
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
