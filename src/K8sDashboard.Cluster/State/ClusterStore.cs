using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// Holds the latest <see cref="ClusterSnapshot"/>. Watch loops write to their <see cref="TableWriter{T}"/>; the store coalesces changes: it
/// publishes at once after a quiet period, and at most four times a second otherwise. Readers never block on writers.
/// </summary>
public sealed class ClusterStore(TimeProvider time) : IDisposable
{
    /// <summary>The throttle interval of publications: short enough to be perceived as live.</summary>
    public static readonly TimeSpan PublishInterval = TimeSpan.FromMilliseconds(250);

    private readonly List<Channel<ClusterSnapshot>> readers = []; // bounded by the open circuits
    private readonly HashSet<ITableWriter> dirty = []; // bounded by the number of kinds
    private ITimer? timer;
    private long published;
    private bool waiting;
    private volatile ClusterSnapshot current = ClusterSnapshot.Empty;

    /// <summary>
    /// One lock for all writers and their caches: an update is a few dictionary operations, a publication a few array copies.
    /// </summary>
    internal Lock Gate { get; } = new();

    public ClusterSnapshot Current => current;

    /// <summary>The number of subscribers.</summary>
    public int Readers
    {
        get
        {
            lock (Gate)
                return readers.Count;
        }
    }

    /// <summary>Yields published snapshots, the current one first. A slow reader skips intermediate ones, never the latest.</summary>
    public async IAsyncEnumerable<ClusterSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<ClusterSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (Gate)
        {
            readers.Add(channel);
            channel.Writer.TryWrite(current);
        }

        try
        {
            await foreach (var snapshot in channel.Reader.ReadAllAsync(cancellation))
                yield return snapshot;
        }
        finally
        {
            lock (Gate)
                readers.Remove(channel);
        }
    }

    /// <summary>Schedules the publication of a table, within the <see cref="Gate"/> in which the caller has changed it.</summary>
    internal void Changed(ITableWriter table, Urgency urgency)
    {
        dirty.Add(table);
        var rest = PublishInterval - time.GetElapsedTime(published);
        if (urgency == Urgency.AtOnce || published == 0 || (rest <= TimeSpan.Zero && !waiting))
            Publish();
        else if (!waiting)
            Arm(rest);
    }

    public void Dispose()
    {
        lock (Gate)
            timer?.Dispose();
    }

    private void Arm(TimeSpan rest)
    {
        waiting = true;
        timer ??= time.CreateTimer(_ => PublishWaiting(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(rest, Timeout.InfiniteTimeSpan);
    }

    private void PublishWaiting()
    {
        lock (Gate)
        {
            waiting = false;
            try
            {
                if (dirty.Count > 0)
                    Publish();
            }
            catch (OutOfMemoryException)
            {
                // Unhandled, it would end the process. The unpublished changes are retried.
                Arm(PublishInterval);
            }
        }
    }

    private void Publish()
    {
        var next = current with { Version = current.Version + 1 };
        foreach (var table in dirty)
            next = table.WriteTo(next);
        dirty.Clear();
        published = time.GetTimestamp();
        current = next;
        foreach (var reader in readers)
            reader.Writer.TryWrite(next);
    }
}

/// <summary>How soon a change must be published.</summary>
internal enum Urgency
{
    /// <summary>With the next publication: at once after a quiet period, else at the end of the throttle interval.</summary>
    Soon,

    /// <summary>Bypasses the throttle: for the first objects of a table, once each.</summary>
    AtOnce,
}
