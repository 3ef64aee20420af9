using System.Net.WebSockets;
using System.Text;

namespace K8sDashboard.Web.Tests.BadInputs;

/// <summary>
/// A raw client of the circuit hub that may violate the protocol: writes SignalR frames and MessagePack by hand. See
/// https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md.
/// </summary>
internal sealed class RawHub : IAsyncDisposable
{
    /// <summary>The timeout where the server may not answer at all; a later answer fails no test.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly ClientWebSocket socket = new();
    private readonly byte[] buffer = new byte[256 * 1024];

    public static async Task<RawHub> OpenAsync(Uri dashboard, string cookie, string protocol = "blazorpack")
    {
        var hub = new RawHub();
        hub.socket.Options.SetRequestHeader("Origin", dashboard.GetLeftPart(UriPartial.Authority));
        hub.socket.Options.SetRequestHeader("Cookie", cookie);
        await hub.socket.ConnectAsync(new Uri($"ws://{dashboard.Authority}/_blazor"), TestContext.Current.CancellationToken);
        await hub.SendTextAsync($"{{\"protocol\":\"{protocol}\",\"version\":1}}\u001e");
        return hub;
    }

    /// <summary>A circuit as started by blazor.web.js, without components yet.</summary>
    public static async Task<RawHub> StartAsync(Uri dashboard, string cookie)
    {
        var hub = await OpenAsync(dashboard, cookie);
        await hub.InvokeAsync("1", "StartCircuit", $"{dashboard}", $"{dashboard}", "[]", "");
        Assert.True(await hub.HearsAsync("CfDJ8"), "the circuit did not start");
        return hub;
    }

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends one WebSocket message; idempotent on a closed connection.</summary>
    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // Already disconnected.
        }
    }

    public Task InvokeAsync(string? id, string method, params object?[] arguments) => SendAsync(Frame(Invocation(id, method, arguments)));

    /// <summary>True when a message with these bytes (as Latin-1 characters) arrives; false on disconnect or timeout.</summary>
    public async Task<bool> HearsAsync(string text, TimeSpan? within = null)
    {
        using var timeout = new CancellationTokenSource(within ?? Timeout);
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer, timeout.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    return false;
                if (Encoding.Latin1.GetString(buffer, 0, received.Count).Contains(text, StringComparison.Ordinal))
                    return true;
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Whether the circuit is alive: the server answers an invocation of an unknown method with an error.</summary>
    public async Task<bool> IsAliveAsync(TimeSpan? within = null)
    {
        await InvokeAsync(null, "BeginInvokeDotNetFromJS", "77", "No.Such.Assembly", "Nothing", 0L, "[]");
        return await HearsAsync("JS.EndInvokeDotNet", within);
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public static byte[] Frame(byte[] message)
    {
        var length = new List<byte>();
        for (var rest = message.Length; ; rest >>= 7)
        {
            length.Add((byte)(rest >= 0x80 ? (rest & 0x7f) | 0x80 : rest));
            if (rest < 0x80)
                break;
        }

        return [.. length, .. message];
    }

    /// <summary><c>[1, {}, id, method, [arguments]]</c> in MessagePack.</summary>
    public static byte[] Invocation(string? id, string method, params object?[] arguments) =>
        [0x95, 0x01, 0x80, .. Packed(id), .. Packed(method), (byte)(0x90 | arguments.Length), .. arguments.SelectMany(Packed)];

    private static byte[] Packed(object? value) =>
        value switch
        {
            null => [0xc0],
            bool truth => [(byte)(truth ? 0xc3 : 0xc2)],
            long number => [0xd3, .. BitConverter.GetBytes(number).Reverse()],
            byte[] bytes => [0xc6, .. BitConverter.GetBytes(bytes.Length).Reverse(), .. bytes],
            string text => [0xdb, .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)).Reverse(), .. Encoding.UTF8.GetBytes(text)],
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
}
