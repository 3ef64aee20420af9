using System.Net;
using System.Net.Sockets;
using System.Text;

namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>A proxy that speaks HTTP CONNECT and SOCKS 5, leads every host name to this machine, and counts.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private int connections;

    public CountingProxy()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Connections that it led on.</summary>
    public int Connections => connections;

    /// <summary>The credentials that the last one came with.</summary>
    public string Authorization { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The tests are over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var first = new byte[1];
                await stream.ReadExactlyAsync(first, stop.Token);
                var port = first[0] == 5 ? await SocksAsync(stream) : await ConnectAsync(stream, first);
                using var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, port, stop.Token);
                Interlocked.Increment(ref connections);
                await Task.WhenAny(stream.CopyToAsync(server.GetStream(), stop.Token), server.GetStream().CopyToAsync(stream, stop.Token));
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // One of the two hung up.
            }
        }
    }

    private async Task<int> ConnectAsync(NetworkStream stream, byte[] first)
    {
        var head = new StringBuilder(Encoding.ASCII.GetString(first));
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, stop.Token);
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n");
        Authorization = lines.FirstOrDefault(line => line.StartsWith("Proxy-Authorization: Basic ", StringComparison.Ordinal)) is { } sent
            ? Encoding.UTF8.GetString(Convert.FromBase64String(sent[27..]))
            : "";
        // A client that knows a password may wait to be asked for it.
        var isAsked = Authorization.Length == 0 && lines[0].Contains("secured.test", StringComparison.Ordinal);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(isAsked
            ? "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n\r\n"
            : "HTTP/1.1 200 OK\r\n\r\n"), stop.Token);
        if (isAsked) return await ConnectAsync(stream, []);
        return int.Parse(lines[0].Split(' ')[1].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>RFC 1928: no authentication, and a name or an IPv4 address.</summary>
    private async Task<int> SocksAsync(NetworkStream stream)
    {
        Authorization = "";
        var count = new byte[1];
        await stream.ReadExactlyAsync(count, stop.Token);
        await stream.ReadExactlyAsync(new byte[count[0]], stop.Token);
        await stream.WriteAsync(new byte[] { 5, 0 }, stop.Token);
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, stop.Token);
        var length = new byte[] { 4 };
        if (head[3] == 3) await stream.ReadExactlyAsync(length, stop.Token);
        var rest = new byte[length[0] + 2];
        await stream.ReadExactlyAsync(rest, stop.Token);
        await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 0 }, stop.Token);
        return (rest[^2] << 8) | rest[^1];
    }
}
