using System.Net.WebSockets;
using System.Text.Json;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// The WebSocket subprotocol of exec: the first byte of a message is the channel; the last message has the exit status. v5.channel.k8s.io
/// can close stdin; v4 can only close the connection.
/// </summary>
internal sealed class ExecSocket : IDisposable
{
    public const string Fifth = "v5.channel.k8s.io";
    public const string Fourth = "v4.channel.k8s.io";
    private const byte Input = 0;
    private const byte End = 3;
    private const byte Resize = 4;
    private const byte Close = 255;
    private const int LargestMessage = 1024 * 1024;

    private readonly WebSocket socket;
    private readonly CancellationToken stop;

    public ExecSocket(WebSocket socket, bool isTerminal, CancellationToken stop)
    {
        this.socket = socket;
        this.stop = stop;
        Streams = new ShellStreams(isTerminal, SendAsync);
    }

    public ShellStreams Streams { get; }

    /// <summary>Receives until the client disconnects.</summary>
    public async Task ReceiveAsync()
    {
        try
        {
            while (await MessageAsync() is { Length: > 0 } message)
                await TakeAsync(message[0], message[1..]);
        }
        catch (WebSocketException)
        {
            // The connection was lost: same as a close.
        }
        finally
        {
            Streams.EndInput();
        }
    }

    public async Task EndAsync(Status status)
    {
        await SendAsync(End, JsonEncoder.ToBytes(status));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
    }

    public void Dispose()
    {
        Streams.Dispose();
        socket.Dispose();
    }

    private async Task TakeAsync(byte stream, byte[] content)
    {
        switch (stream)
        {
            case Input when content.Length > 0:
                await Streams.TakeAsync(content, stop);
                break;
            case Close when content is [Input]:
                Streams.EndInput();
                break;
            case Resize when Size(content) is { } size:
                Streams.Size = size;
                break;
        }
    }

    private static (int Columns, int Rows)? Size(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return (json.RootElement.GetProperty("Width").GetInt32(), json.RootElement.GetProperty("Height").GetInt32());
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // An invalid size is ignored.
            return null;
        }
    }

    // Null after the close message.
    private async Task<byte[]?> MessageAsync()
    {
        using var message = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(chunk, stop);
            if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > LargestMessage)
                return null;
            message.Write(chunk, 0, part.Count);
            if (part.EndOfMessage && message.Length > 0)
                return message.ToArray();
        }
    }

    private Task SendAsync(byte stream, ReadOnlyMemory<byte> content) =>
        socket.SendAsync((byte[])[stream, .. content.Span], WebSocketMessageType.Binary, endOfMessage: true, stop);
}
