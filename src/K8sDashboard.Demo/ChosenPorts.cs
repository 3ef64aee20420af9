using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Demo;

/// <summary>The ports that the command line asks for, tried before anything is started: what comes before they are used takes a while.</summary>
public static class ChosenPorts
{
    /// <exception cref="DemoException">One cannot be had; the option that chooses another is named.</exception>
    public static void Check(DemoOptions options)
    {
        // The dashboard listens on both addresses that "localhost" stands for.
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
        // A machine without IPv6 has nothing there that could be taken.
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
