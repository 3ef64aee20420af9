using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// Holds the newest <see cref="ClusterSnapshot"/>. Watch loops change their <see cref="TableWriter{T}"/>; the store publishes the
/// sum of their changes at once when it was quiet, and at most four times a second when it was not. Readers never wait for writers.
/// </summary>
public sealed class ClusterStore(TimeProvider time) : IDisposable
{
    /// <summary>At most one publication per interval: what a person can still see as live.</summary>
    public static readonly TimeSpan PublishInterval = TimeSpan.FromMilliseconds(250);

    // One gate for all writers: an update is a few dictionary operations, a publication a few array copies.
    private readonly Lock gate = new();
    private readonly List<Channel<ClusterSnapshot>> readers = []; // bounded by the circuits that are open
    private readonly HashSet<ITableWriter> dirty = []; // bounded by the number of kinds
    private ITimer? timer;
    private long published;
    private bool waiting;
    private volatile ClusterSnapshot current = ClusterSnapshot.Empty;

    public ClusterSnapshot Current => current;

    /// <summary>How many follow what is published.</summary>
    public int Readers
    {
        get
        {
            lock (gate)
                return readers.Count;
        }
    }

    /// <summary>Snapshots as they are published, the current one first. A slow reader misses those in between, never the last.</summary>
    public async IAsyncEnumerable<ClusterSnapshot> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<ClusterSnapshot>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
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
            lock (gate)
                readers.Remove(channel);
        }
    }

    /// <summary>Applies one change of one table under the store's gate and sees to its publication as soon as the change asks for.</summary>
    internal void Change(ITableWriter table, Func<Urgency> change)
    {
        lock (gate)
        {
            var urgency = change();
            if (urgency == Urgency.None)
                return;
            dirty.Add(table);
            var rest = PublishInterval - time.GetElapsedTime(published);
            if (urgency == Urgency.AtOnce || published == 0 || (rest <= TimeSpan.Zero && !waiting))
                Publish();
            else if (!waiting)
                Arm(rest);
        }
    }

    public void Dispose()
    {
        lock (gate)
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
        lock (gate)
        {
            waiting = false;
            try
            {
                if (dirty.Count > 0)
                    Publish();
            }
            catch (OutOfMemoryException)
            {
                // Nobody else would catch it, and the process would end. What is not published stays to be.
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

/// <summary>How soon readers must see a change.</summary>
internal enum Urgency
{
    /// <summary>It changes nothing that they could see.</summary>
    None,

    /// <summary>With the next publication: at once after a quiet time, else when the interval has passed.</summary>
    Soon,

    /// <summary>Without waiting for the interval: for the first objects of a table, once each.</summary>
    AtOnce,
}
