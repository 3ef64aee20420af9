using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>Accepts TCP connections on a free loopback port, each handled by its own task, until disposed.</summary>
internal sealed class LoopbackListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<TcpClient> clients = [];
    private readonly Func<TcpClient, CancellationToken, Task> serve;
    private readonly Task accepting;

    /// <param name="serve">Serves one connection; a disconnect by the peer or the end of the test is not an error.</param>
    public LoopbackListener(Func<TcpClient, CancellationToken, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        foreach (var client in clients)
            client.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                clients.Add(client);
                _ = ServeAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await serve(client, stop.Token);
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer disconnected, which many tests do.
        }
    }
}
