using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace K8sDashboard.Cluster.Objects;

/// <summary>
/// Keeps one live read up to date for a page: reads at once, and again when the page tells it that the watch saw another
/// resourceVersion, at most once a second; after a failure also when some time has passed. One reader.
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

    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // One pending wish is enough: whoever asks in the meantime is served by the same read.
    private readonly Channel<bool> wanted = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private string? seen;

    /// <summary>Tells which resourceVersion the watch has; null where the object is not (or no longer) in the table.</summary>
    public void Saw(string? resourceVersion)
    {
        if (Interlocked.Exchange(ref seen, resourceVersion) != resourceVersion)
            wanted.Writer.TryWrite(true);
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
            var state = await read(cancellation);
            yield return state;
            await Task.Delay(Interval, time, cancellation);
            await NextAsync(state is ObjectState<T>.Failed ? RetryAfter : Timeout.InfiniteTimeSpan, cancellation);
        }
    }

    /// <summary>Waits for a wish, but no longer than this.</summary>
    private async Task NextAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var passed = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(passed.Token, cancellation);
        try
        {
            await wanted.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Long enough: the server may be back.
        }
    }
}
