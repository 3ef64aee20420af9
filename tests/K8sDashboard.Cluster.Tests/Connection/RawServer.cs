using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>A server that answers whatever comes first with the same bytes, whether they make sense or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly byte[]? answer;
    private readonly Task accepting;

    /// <param name="answer">Null answers nothing and keeps the connection open; an empty one closes it at once.</param>
    public RawServer(byte[]? answer)
    {
        this.answer = answer;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Stop();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<TcpClient> open = [];
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                open.Add(client);
                _ = AnswerAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            open.ForEach(client => client.Dispose());
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        if (answer is null) return;
        try
        {
            var asked = new byte[4096];
            if (answer.Length > 0) await client.GetStream().ReadAtLeastAsync(asked, 1, throwOnEndOfStream: false, stop.Token);
            await client.GetStream().WriteAsync(answer, stop.Token);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The client hung up first.
        }
    }
}
