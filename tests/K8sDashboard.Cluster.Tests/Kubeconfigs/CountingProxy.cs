using System.Net;
using System.Net.Sockets;
using System.Text;
using K8sDashboard.Cluster.Tests.Connection;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>A proxy for HTTP CONNECT and SOCKS 5 that routes every host name to this machine, and counts connections.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly LoopbackListener listener;
    private int connections;

    public CountingProxy() => listener = new(ServeAsync);

    public int Port => listener.Port;

    /// <summary>The number of proxied connections.</summary>
    public int Connections => connections;

    /// <summary>The credentials of the last connection.</summary>
    public string Authorization { get; private set; } = "";

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            var stream = client.GetStream();
            var first = new byte[1];
            await stream.ReadExactlyAsync(first, stop);
            var port = first[0] == 5 ? await SocksAsync(stream, stop) : await ConnectAsync(stream, first, stop);
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, port, stop);
            Interlocked.Increment(ref connections);
            await Task.WhenAny(stream.CopyToAsync(server.GetStream(), stop), server.GetStream().CopyToAsync(stream, stop));
        }
    }

    private async Task<int> ConnectAsync(NetworkStream stream, byte[] first, CancellationToken stop)
    {
        var head = new StringBuilder(Encoding.ASCII.GetString(first));
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, stop);
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        Authorization = lines.FirstOrDefault(line => line.StartsWith("Proxy-Authorization: Basic ", StringComparison.Ordinal)) is { } sent
            ? Encoding.UTF8.GetString(Convert.FromBase64String(sent[27..]))
            : "";
        // A client with a password may send it only after a 407.
        var isAsked = Authorization.Length == 0 && lines[0].Contains("secured.test", StringComparison.Ordinal);
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                isAsked
                    ? "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\n\r\n"
            ),
            stop
        );
        if (isAsked)
            return await ConnectAsync(stream, [], stop);
        return int.Parse(lines[0].Split(' ')[1].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>RFC 1928: no authentication, and a name or an IPv4 address.</summary>
    private async Task<int> SocksAsync(NetworkStream stream, CancellationToken stop)
    {
        Authorization = "";
        var count = new byte[1];
        await stream.ReadExactlyAsync(count, stop);
        await stream.ReadExactlyAsync(new byte[count[0]], stop);
        await stream.WriteAsync(new byte[] { 5, 0 }, stop);
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, stop);
        var length = new byte[] { 4 };
        if (head[3] == 3)
            await stream.ReadExactlyAsync(length, stop);
        var rest = new byte[length[0] + 2];
        await stream.ReadExactlyAsync(rest, stop);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 0 }, stop);
        return (rest[^2] << 8) | rest[^1];
    }
}
