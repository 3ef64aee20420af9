using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace K8sDashboard.Faults;

/// <summary>
/// The wire between a client and a proxy or server, below TLS: it can break, refuse, or fall silent while its connections stay (half-open, as
/// after a firewall forgot them). It survives what is done to it on the same port.
/// </summary>
public sealed class Line : IAsyncDisposable
{
    private readonly int target;
    private readonly ConcurrentDictionary<Socket, byte> sockets = [];
    private readonly CancellationTokenSource end = new();
    private TcpListener? listener;
    private volatile TaskCompletionSource flowing = Open();

    /// <param name="target">The port of this machine that is at the other end.</param>
    public Line(int target)
    {
        this.target = target;
        Accept();
    }

    public int Port { get; private set; }

    /// <summary>How long each byte is on its way, in each direction.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Bytes stop in both directions; nothing is closed, new connections are taken and stay mute.</summary>
    public void FallSilent() => flowing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the silence; what was held back goes on its way.</summary>
    public void Speak() => flowing.TrySetResult();

    /// <summary>Breaks every connection with a reset.</summary>
    public void Cut()
    {
        foreach (var socket in sockets.Keys)
            Reset(socket);
    }

    /// <summary>Nobody listens, and every connection breaks: what a killed server looks like.</summary>
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
            // One side left; the other has to hear of it.
        }
        finally
        {
            Reset(client);
            Reset(server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        // Read on while earlier bytes are on their way: a latency is no limit of what fits through.
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
