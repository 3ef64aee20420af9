using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>A WebSocket client of <c>/exec</c>, like kubectl or a browser terminal.</summary>
internal sealed class ExecClient : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly ClientWebSocket socket = new();
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly CancellationTokenSource deadline = new(Timeout);

    /// <summary>The output so far.</summary>
    public string Output => output.ToString();

    public string Errors => errors.ToString();

    /// <summary>The exit status; null until the end.</summary>
    public JsonNode? Status { get; private set; }

    public static async Task<ExecClient> StartAsync(
        Simulated cluster,
        string pod,
        string query,
        string[] command,
        string protocol = "v5.channel.k8s.io",
        string user = "admin"
    )
    {
        var client = new ExecClient();
        client.socket.Options.AddSubProtocol(protocol);
        client.socket.Options.SetRequestHeader("Authorization", $"Bearer {cluster.Users.Single(one => one.Name == user).Token}");
        var commands = string.Concat(command.Select(word => $"&command={Uri.EscapeDataString(word)}"));
        var address = new UriBuilder(cluster.Server.Address)
        {
            Scheme = "wss",
            Path = $"/api/v1/namespaces/shop/pods/{pod}/exec",
            Query = $"stdout=true&stderr=true{query}{commands}",
        }.Uri;
        using var way = new HttpMessageInvoker(cluster.Handler());
        await client.socket.ConnectAsync(address, way, client.deadline.Token);
        return client;
    }

    public Task TypeAsync(string text) => SendAsync(0, System.Text.Encoding.UTF8.GetBytes(text));

    public Task ResizeAsync(int columns, int rows) =>
        SendAsync(4, System.Text.Encoding.UTF8.GetBytes($"{{\"Width\":{columns},\"Height\":{rows}}}"));

    public Task EndInputAsync() => SendAsync(255, [0]);

    /// <summary>Reads until a text has been written, or to the end.</summary>
    public async Task<string> UntilAsync(string wanted)
    {
        while (!Output.Contains(wanted, StringComparison.Ordinal))
            Assert.True(await ReadAsync(), $"ended without {wanted}: {Output}");
        return Output;
    }

    /// <summary>Reads to the end.</summary>
    public async Task<ExecClient> EndAsync()
    {
        while (await ReadAsync())
        {
            // Closed: everything has been read.
        }

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token);
        return this;
    }

    public void Dispose()
    {
        socket.Dispose();
        deadline.Dispose();
    }

    private Task SendAsync(byte stream, byte[] content) =>
        socket.SendAsync((byte[])[stream, .. content], WebSocketMessageType.Binary, true, deadline.Token);

    private async Task<bool> ReadAsync()
    {
        using var message = new MemoryStream();
        var chunk = new byte[4096];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(chunk, deadline.Token);
            message.Write(chunk, 0, part.Count);
        } while (!part.EndOfMessage);
        if (part.MessageType == WebSocketMessageType.Close)
            return false;
        var (stream, text) = (message.GetBuffer()[0], System.Text.Encoding.UTF8.GetString(message.GetBuffer(), 1, (int)message.Length - 1));
        if (stream == 1)
            output.Append(text);
        if (stream == 2)
            errors.Append(text);
        if (stream == 3)
            Status = JsonNode.Parse(text);
        return true;
    }
}
