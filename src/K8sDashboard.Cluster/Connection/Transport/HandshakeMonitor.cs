using System.Net.Sockets;

namespace K8sDashboard.Cluster.Connection.Transport;

/// <summary>
/// Watches for TLS handshakes that a server does not answer: it accepted the connection and then sends nothing. .NET gives up after the
/// connect timeout and does not say which of the two took so long.
/// </summary>
public sealed class HandshakeMonitor
{
    /// <summary>A handshake takes two round trips; one of this age is worth a word.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time;
    private readonly Lock gate = new();

    internal HandshakeMonitor(TimeProvider time) => this.time = time;

    /// <summary>
    /// Since when a handshake has been waited for; null while none is. An attempt that is given up does not end it, since the next one is
    /// on its way: an answer does, or a connection that is refused.
    /// </summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>The last connection that ended was not answered at all.</summary>
    internal bool WasUnanswered { get; private set; }

    /// <summary>The stream of a connection that was just made.</summary>
    internal NetworkStream Begin(Socket connected)
    {
        lock (gate)
            WaitingSince ??= time.GetUtcNow();
        return new MonitoredStream(connected, this);
    }

    /// <summary>The server answered, or no connection came about: no handshake is waited for.</summary>
    internal void End()
    {
        lock (gate)
            (WaitingSince, WasUnanswered) = (null, false);
    }

    private void Closed()
    {
        lock (gate)
            WasUnanswered = true;
    }

    private sealed class MonitoredStream(Socket socket, HandshakeMonitor monitor) : NetworkStream(socket, ownsSocket: true)
    {
        private int ended; // 1 from the first answer or the end of the connection on, whichever comes first

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            // An end of the stream is an answer, too: the server is there and does not want to.
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
