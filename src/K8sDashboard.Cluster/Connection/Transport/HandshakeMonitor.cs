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
    private readonly HashSet<MonitoredStream> waiting = []; // bounded by the connections being made

    internal HandshakeMonitor(TimeProvider time) => this.time = time;

    /// <summary>Since when the oldest one is waited for; null where none is, or none was answered since a server gave none.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>The last connection that ended was not answered at all.</summary>
    internal bool WasUnanswered { get; private set; }

    /// <summary>The stream of a connection that was just made.</summary>
    internal NetworkStream Begin(Socket connected)
    {
        var stream = new MonitoredStream(connected, this);
        lock (gate)
        {
            waiting.Add(stream);
            WaitingSince ??= time.GetUtcNow();
        }

        return stream;
    }

    /// <summary>No connection came about, or it was closed by the server: that is no handshake that is waited for.</summary>
    internal void Failed()
    {
        lock (gate) (WaitingSince, WasUnanswered) = (null, false);
    }

    private void Answered(MonitoredStream stream)
    {
        lock (gate) waiting.Remove(stream);
        Failed();
    }

    private void Closed(MonitoredStream stream)
    {
        lock (gate)
        {
            // Still waited for in a sense: the next try is on its way, and the person at the page has seen no answer since then.
            if (waiting.Remove(stream)) WasUnanswered = true;
        }
    }

    private sealed class MonitoredStream(Socket socket, HandshakeMonitor monitor) : NetworkStream(socket, ownsSocket: true)
    {
        private bool answered;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            // An end of the stream is an answer, too: the server is there and does not want to.
            if (!answered && buffer.Length > 0)
            {
                answered = true;
                monitor.Answered(this);
            }

            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (!answered) monitor.Closed(this);
            base.Dispose(disposing);
        }
    }
}
