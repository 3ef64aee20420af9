using System.Net.Sockets;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>A server that responds to anything with the same bytes, valid or not.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly LoopbackListener listener;

    /// <param name="answer">Null sends nothing and keeps the connection open; an empty one closes it at once.</param>
    public RawServer(byte[]? answer) =>
        listener = new(
            async (client, stop) =>
            {
                if (answer is null)
                    return;
                var asked = new byte[4096];
                if (answer.Length > 0)
                    await client.GetStream().ReadAtLeastAsync(asked, 1, throwOnEndOfStream: false, stop);
                await client.GetStream().WriteAsync(answer, stop);
                client.Client.Shutdown(SocketShutdown.Send);
            }
        );

    public int Port => listener.Port;

    public ValueTask DisposeAsync() => listener.DisposeAsync();
}
