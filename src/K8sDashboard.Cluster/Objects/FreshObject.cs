using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace K8sDashboard.Cluster.Objects;

/// <summary>
/// Keeps one live read up to date for a page: reads at once, and again when the page tells it that the watch saw another
/// resourceVersion, at most once a second. One reader.
/// </summary>
/// <example>
/// <code>
/// fresh = new FreshObject&lt;PodDetail&gt;(token => reader.ReadPodAsync(view.Actor, name, token), time);
/// fresh.Saw(pod.ResourceVersion);                          // with each snapshot
/// await foreach (var state in fresh.WatchAsync(token)) …   // until the page goes
/// </code>
/// </example>
public sealed class FreshObject<T>(Func<CancellationToken, Task<ObjectState<T>>> read, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // One pending wish is enough: whoever asks in the meantime is served by the same read.
    private readonly Channel<bool> wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private string? seen;

    /// <summary>Tells which resourceVersion the watch has; null where the object is not (or no longer) in the table.</summary>
    public void Saw(string? resourceVersion)
    {
        if (Interlocked.Exchange(ref seen, resourceVersion) != resourceVersion) wanted.Writer.TryWrite(true);
    }

    /// <summary>Asks for another read although nothing is known to have changed: the button after a failure.</summary>
    public void ReadAgain() => wanted.Writer.TryWrite(true);

    /// <summary>States as they come, Loading first, until <paramref name="cancellation"/>.</summary>
    public async IAsyncEnumerable<ObjectState<T>> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return new ObjectState<T>.Loading();
        while (true)
        {
            wanted.Reader.TryRead(out _);
            yield return await read(cancellation);
            await Task.Delay(Interval, time, cancellation);
            await wanted.Reader.WaitToReadAsync(cancellation);
        }
    }
}
