using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Monitoring;

/// <summary>HTTP transport to a Prometheus: no redirects, and no connection to metadata addresses even by DNS (SSRF guard).</summary>
internal static class PrometheusTransport
{
    public static SocketsHttpHandler Create(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, bool useProxy = true) =>
        new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(4),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            UseProxy = useProxy,
            ConnectCallback = (context, cancellation) =>
                ConnectAsync(context.DnsEndPoint, resolve ?? Dns.GetHostAddressesAsync, cancellation),
        };

    // Connects to the checked address itself: a second lookup could return another one (DNS rebinding).
    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target,
        Func<string, CancellationToken, Task<IPAddress[]>> resolve,
        CancellationToken cancellation
    )
    {
        var addresses = await resolve(target.Host, cancellation);
        if (addresses.Any(MetadataAddress.Is))
            throw new HttpRequestException($"{target.Host} is a link-local or metadata address, which is refused");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
