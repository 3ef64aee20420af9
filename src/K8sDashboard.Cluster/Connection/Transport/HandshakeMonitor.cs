using System.Net.Sockets;

namespace K8sDashboard.Cluster.Connection.Transport;

/// <summary>
/// Monitors TLS handshakes that a server does not respond to: it accepts the connection and sends nothing. .NET only reports the connect
/// timeout, without the phase that took so long.
/// </summary>
public sealed class HandshakeMonitor
{
    /// <summary>The age at which a handshake is reported; it takes two round trips.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time;
    private readonly Lock gate = new();

    internal HandshakeMonitor(TimeProvider time) => this.time = time;

    /// <summary>
    /// Since when a handshake has been pending; null while none is. A timed-out attempt does not reset it, since it is retried: a response
    /// or a refused connection does.
    /// </summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>The last connection that ended had no response at all.</summary>
    internal bool WasUnanswered { get; private set; }

    /// <summary>The stream of a new connection.</summary>
    internal NetworkStream Begin(Socket connected)
    {
        lock (gate)
            WaitingSince ??= time.GetUtcNow();
        return new MonitoredStream(connected, this);
    }

    /// <summary>The server responded, or the connection failed: no handshake is pending.</summary>
    internal void End()
    {
        lock (gate)
        {
            WaitingSince = null;
            WasUnanswered = false;
        }
    }

    private void Closed()
    {
        lock (gate)
            WasUnanswered = true;
    }

    private sealed class MonitoredStream(Socket socket, HandshakeMonitor monitor) : NetworkStream(socket, ownsSocket: true)
    {
        private int ended; // 1 from the first response or the end of the connection on, whichever comes first

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            // The end of the stream is a response, too: the server rejects the handshake.
            if (buffer.Length > 0 && IsFirst())
                monitor.End();
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (IsFirst())
                monitor.Closed();
            base.Dispose(disposing);
        }

        private bool IsFirst() => Volatile.Read(ref ended) == 0 && Interlocked.Exchange(ref ended, 1) == 0;
    }
}
