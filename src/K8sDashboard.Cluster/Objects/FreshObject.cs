using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace K8sDashboard.Cluster.Objects;

/// <summary>
/// Refreshes one live read for a page: it reads at once, and again when the watch reports another resourceVersion, throttled to once a
/// second; after a failure it also retries after an interval. Single reader.
/// </summary>
/// <example>
/// <code>
/// fresh = new FreshObject&lt;PodDetail&gt;(token => reader.ReadAsync(view.Actor, PodDetail.Definition, name, token), time);
/// fresh.Saw(pod.ResourceVersion);                          // with each snapshot
/// await foreach (var state in fresh.WatchAsync(token)) …   // until the page is disposed
/// </code>
/// </example>
public sealed class FreshObject<T>(Func<CancellationToken, Task<ObjectState<T>>> read, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    // Coalesces requests: one pending request is enough, since the next read serves all of them.
    private readonly Channel<bool> requests = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private string? seen;

    /// <summary>Reports the watch's resourceVersion; null where the object is not (or no longer) in the table.</summary>
    public void Saw(string? resourceVersion)
    {
        if (Interlocked.Exchange(ref seen, resourceVersion) != resourceVersion)
            requests.Writer.TryWrite(true);
    }

    /// <summary>Requests a read without a known change: the button after a failure.</summary>
    public void ReadAgain() => requests.Writer.TryWrite(true);

    /// <summary>Yields each state, Loading first, until <paramref name="cancellation"/>.</summary>
    public async IAsyncEnumerable<ObjectState<T>> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return new ObjectState<T>.Loading();
        while (true)
        {
            requests.Reader.TryRead(out _);
            var state = await read(cancellation);
            yield return state;
            await Task.Delay(Interval, time, cancellation);
            await NextAsync(state is ObjectState<T>.Failed ? RetryAfter : Timeout.InfiniteTimeSpan, cancellation);
        }
    }

    /// <summary>Waits for a request, with a timeout.</summary>
    private async Task NextAsync(TimeSpan longest, CancellationToken cancellation)
    {
        using var passed = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(passed.Token, cancellation);
        try
        {
            await requests.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Timeout: retry, the server may be back.
        }
    }
}
