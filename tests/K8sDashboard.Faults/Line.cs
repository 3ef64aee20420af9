using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace K8sDashboard.Faults;

/// <summary>
/// A TCP proxy below TLS, between a client and a proxy or server: it can reset, refuse, or stall connections (half-open, as after a
/// firewall dropped their state). It keeps its port throughout.
/// </summary>
public sealed class Line : IAsyncDisposable
{
    private readonly int target;
    private readonly ConcurrentDictionary<Socket, byte> sockets = [];
    private readonly CancellationTokenSource end = new();
    private TcpListener? listener;
    private volatile TaskCompletionSource flowing = Open();

    /// <param name="target">The upstream port on this machine.</param>
    public Line(int target)
    {
        this.target = target;
        Accept();
    }

    public int Port { get; private set; }

    /// <summary>The latency of each direction.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Stalls both directions: nothing is closed, and new connections are accepted but stay idle.</summary>
    public void FallSilent() => flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the stall; held bytes are forwarded.</summary>
    public void Speak() => flowing.TrySetResult();

    /// <summary>Resets every connection.</summary>
    public void Cut()
    {
        foreach (var socket in sockets.Keys)
            Reset(socket);
    }

    /// <summary>Stops listening and resets every connection, like a killed server.</summary>
    public void Refuse()
    {
        Interlocked.Exchange(ref listener, null)?.Stop();
        Cut();
    }

    /// <summary>Listens again, on the same port.</summary>
    public void Accept()
    {
        if (listener is not null)
            return;
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        Speak();
        Refuse();
        end.Dispose();
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
                _ = CarryAsync(await from.AcceptSocketAsync(end.Token));
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Refused or disposed.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        sockets[client] = sockets[server] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, end.Token);
            await Task.WhenAll(PumpAsync(client, server), PumpAsync(server, client));
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side closed; the other is closed, too.
        }
        finally
        {
            Reset(client);
            Reset(server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        // Reads ahead while earlier bytes are delayed: latency must not limit throughput.
        var onTheWay = Channel.CreateBounded<(byte[] Bytes, long Read)>(1_000);
        var delivering = DeliverAsync(onTheWay.Reader, to);
        try
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = await from.ReceiveAsync(buffer, end.Token)) > 0; )
                await onTheWay.Writer.WriteAsync((buffer[..read], TimeProvider.System.GetTimestamp()), end.Token);
        }
        finally
        {
            onTheWay.Writer.Complete();
        }

        await delivering;
        await flowing.Task.WaitAsync(end.Token);
        to.Shutdown(SocketShutdown.Send);
    }

    private async Task DeliverAsync(ChannelReader<(byte[] Bytes, long Read)> onTheWay, Socket to)
    {
        await foreach (var (bytes, read) in onTheWay.ReadAllAsync(end.Token))
        {
            if (Latency - TimeProvider.System.GetElapsedTime(read) is var left && left > TimeSpan.Zero)
                await Task.Delay(left, TimeProvider.System, end.Token);
            await flowing.Task.WaitAsync(end.Token);
            for (var sent = 0; sent < bytes.Length; )
                sent += await to.SendAsync(bytes.AsMemory(sent), end.Token);
        }
    }

    private void Reset(Socket socket)
    {
        if (!sockets.TryRemove(socket, out _))
            return;
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    private static TaskCompletionSource Open()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
