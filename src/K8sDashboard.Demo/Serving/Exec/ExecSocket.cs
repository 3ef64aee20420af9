using System.Net.WebSockets;
using System.Text.Json;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// The streams of a command over one WebSocket: the first byte of each message names the stream. The last message tells how the
/// command ended. The fifth version of the protocol lets the client end its input; in the fourth only the whole can end.
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

    /// <summary>Hands on what comes, until the client has gone.</summary>
    public async Task ReceiveAsync()
    {
        try
        {
            while (await MessageAsync() is { Length: > 0 } message)
                await TakeAsync(message[0], message[1..]);
        }
        catch (WebSocketException)
        {
            // Gone without a word; the same to the command.
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
            // A size that cannot be read leaves the last one.
            return null;
        }
    }

    // Null when the client has ended it.
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
