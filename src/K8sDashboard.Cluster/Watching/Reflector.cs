using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching.Wire;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Keeps one kind in one scope equal to the API server: list in pages, watch from the list's version, resume from the last
/// version seen, list anew when that is too old. Ends only when cancelled; a failure here touches no other loop.
/// The contract is client-go's Reflector: https://pkg.go.dev/k8s.io/client-go/tools/cache#Reflector.
/// </summary>
internal sealed partial class Reflector<TItem>(
    ResourceKind<TItem> kind,
    string scope,
    TablePart<TItem> part,
    CacheSyncTracker<TItem> sync,
    ResourceRequests requests,
    ReflectorMetrics metrics,
    TimeProvider time,
    Random random,
    ILogger logger)
    where TItem : ClusterObject
{
    private static readonly TimeSpan SlowRetry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WatchGrace = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A server sends a bookmark each minute, counted from the start of the watch. A sentinel that came sooner would start it anew
    /// each time, and the bookmark would never come.
    /// </summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(75);

    private readonly BackOff backOff = new(time, random);
    private readonly ResourceVersionGuard newest = new(time);
    private readonly ObjectDecoder<TItem> decoder = new(new(kind.Name, scope), part.ReuseUnchanged, metrics, logger);
    private readonly ListStream<TItem> stream = new(requests, time);
    private readonly PagedList<TItem> pages = new(requests);
    private readonly StalledWatchDetector stalled = new();
    private readonly ForbiddenGracePeriod grant = new(time);
    private ServedVersion<TItem> served = kind.Versions[0];
    private string? version;

    /// <summary>A watch from <see cref="version"/>, or from one before it since the last list, was accepted.</summary>
    private bool followed;

    private long listedAt;

    /// <summary>When a watch brought something, or a list did.</summary>
    private long heardAt;

    /// <summary>Runs until cancelled.</summary>
    /// <param name="refused">Called when the list is refused that was never granted, or not for minutes; true means that somebody else takes over, and the loop ends.</param>
    public async Task RunAsync(Func<bool> refused, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                version ??= await ListAsync(cancellation);
                await WatchAsync(cancellation);
            }
            catch (ReadFailedException fault)
            {
                if (fault.Failure is ReadFailure.Forbidden && !grant.MayReturn() && refused()) return;
                await RecoverAsync(fault.Failure, cancellation);
            }
            catch (OutOfMemoryException)
            {
                await RecoverAsync(new ReadFailure.OutOfMemory(), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellation)
    {
        decoder.StartAnew(newest.IsDoubted);
        if (await stream.TryReadAsync(served, served.Address(scope), decoder, (items, received) => sync.PutPage(items, received, null), cancellation) is not { } whole)
        {
            // What came of a stream that broke is no part of what comes now.
            sync.StartAnew();
            decoder.StartAnew(newest.IsDoubted);
            whole = await pages.ReadAsync(served, served.Address(scope), decoder, newest, sync.PutPage, cancellation);
        }

        if (!newest.MayBeListed(whole.Version)) throw new ReadFailedException(new ReadFailure.Unavailable(newest.Behind(whole.Version)));
        stalled.Listed(() => !part.SetEquals(whole.Items));
        sync.Replace(whole.Items, whole.Unreadable, stalled.IsConfirmed ? "its watches are open and bring nothing: something on the way holds them back" : null);
        followed = false;
        listedAt = heardAt = time.GetTimestamp();
        newest.See(whole.Version);
        metrics.Listed();
        return whole.Version;
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        // However the watches before it ended: a proxy that holds them back may cut them, too.
        // And a timer may fire a moment before its time.
        if (time.GetElapsedTime(heardAt) >= 0.99 * Silence && !await IsToBeResumedAsync(cancellation)) return;
        var timeout = TimeSpan.FromMinutes(5 * (1 + random.NextDouble()));
        using var silence = new CancellationTokenSource(Silence, time);
        using var response = await requests.OpenWatchAsync(served.Address(scope), version!, timeout, cancellation);
        grant.Give();
        var reading = requests.AttemptAsync(timeout + WatchGrace, deadline => ReadAsync(response, silence, deadline), cancellation);
        await Task.WhenAny(reading, Task.Delay(ShortestWatch, time, cancellation));
        var lasts = !reading.IsCompleted;
        if (lasts && !stalled.IsConfirmed) MarkLive();
        if (await reading == 0 && !lasts)
            throw new ReadFailedException(new ReadFailure.Unavailable("the watch was closed as soon as it was opened"));
    }

    /// <summary>Applies what comes until the server ends the watch or falls silent; returns how much came.</summary>
    private async Task<int> ReadAsync(HttpResponseMessage response, CancellationTokenSource silence, CancellationToken deadline)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, deadline);
        var heard = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            await foreach (var frame in WatchFrame.ReadAsync(stream, either.Token))
            {
                if (!Apply(WatchChange<TItem>.Of(frame, served, decoder))) continue;
                heard++;
                heardAt = time.GetTimestamp();
                stalled.Heard();
                MarkLive();
                silence.CancelAfter(Silence);
            }
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !deadline.IsCancellationRequested)
        {
            // Nothing is wrong yet: many kinds are quiet, and a server that lacks etcd's progress notes sends them no bookmarks.
        }

        return heard;
    }

    private void MarkLive()
    {
        followed = true;
        sync.MarkLive();
    }

    /// <summary>
    /// The sentinel of silent watches. What a watch may have lost comes with its successor, which resumes behind our last version:
    /// the server then shows what is newer of this kind alone, deletions too, and a quiet kind is never listed again. A list's version
    /// is the whole store's, so a greater one proves nothing; a smaller one means that the store went back and our watch waits in vain.
    /// </summary>
    /// <returns>False where a list has to tell first whether the watches are mute.</returns>
    private async Task<bool> IsToBeResumedAsync(CancellationToken cancellation)
    {
        metrics.Asked();
        var now = await requests.VersionAsync(served.Address(scope), cancellation);
        if (newest.IsRegression(now)) throw new ReadFailedException(new ReadFailure.Expired(newest.Behind(now)));
        if (now == version || !stalled.IsSuspect()) return true;
        version = null;
        return false;
    }

    /// <summary>False for what proves nothing: a bookmark of the past, a repetition.</summary>
    private bool Apply(WatchChange<TItem> change)
    {
        if (newest.IsRegression(change.Version))
        {
            // A watch tells in order. What is out of order may bring back what was deleted, so the whole is asked for.
            return change is WatchChange<TItem>.Bookmark
                ? false
                : throw new ReadFailedException(new ReadFailure.Malformed(newest.Behind(change.Version)));
        }

        switch (change)
        {
            case WatchChange<TItem>.Bookmark:
                metrics.Heard();
                break;
            case { Version: var same } when same == version:
                return false;
            case WatchChange<TItem>.Put put:
                part.Put(put.Item);
                metrics.Changed();
                break;
            case WatchChange<TItem>.Remove remove:
                part.Remove(remove.Item.Ref);
                metrics.Changed();
                break;
        }

        version = change.Version;
        newest.See(version);
        return true;
    }

    private async Task RecoverAsync(ReadFailure failure, CancellationToken cancellation)
    {
        metrics.Failed(failure);
        switch (failure)
        {
            case ReadFailure.Forbidden:
                sync.Clear(new SyncState.Forbidden(failure.Message));
                version = null;
                await RestAsync(grant.MayReturn() ? backOff.Next(null) : SlowRetry, cancellation);
                break;
            case ReadFailure.NotFound { IsSure: false } when grant.MayReturn():
                sync.MarkStale(failure.Message);
                await RestAsync(backOff.Next(null), cancellation);
                break;
            case ReadFailure.NotFound when served != kind.Versions[^1]:
                (served, version) = (kind.Versions[kind.Versions.IndexOf(served) + 1], null);
                newest.Forget();
                break;
            case ReadFailure.NotFound:
                sync.Clear(new SyncState.NotServed());
                (served, version) = (kind.Versions[0], null);
                newest.Forget();
                await RestAsync(SlowRetry, cancellation);
                break;
            case ReadFailure.Expired or ReadFailure.Malformed or ReadFailure.OutOfMemory or ReadFailure.TooLarge:
                if (failure is ReadFailure.OutOfMemory or ReadFailure.TooLarge) pages.Shrink();
                LogRelist(new(kind.Name, scope), failure.Message);
                sync.MarkStale(failure.Message);
                version = null;
                // A server that is back from an outage has forgotten our version, and whoever looks has waited long enough. One that
                // refuses the version of its own list, or of one that is seconds old, is left alone for a while.
                if (failure is ReadFailure.Expired && followed && time.GetElapsedTime(listedAt) >= Recent) break;
                await RestAsync(backOff.Next(null), cancellation);
                break;
            case ReadFailure.Unavailable unavailable:
                sync.MarkStale(unavailable.Message);
                await RestAsync(backOff.Next(unavailable.RetryAfter), cancellation);
                break;
        }
    }

    /// <summary>Leaves the server alone for so long.</summary>
    private async Task RestAsync(TimeSpan wait, CancellationToken cancellation)
    {
        using var resting = metrics.Rest(wait);
        await Task.Delay(wait, time, cancellation);
    }

    [LoggerMessage(LogLevel.Information, "{Loop}: listed anew: {Reason}")]
    private partial void LogRelist(LoopName loop, string reason);
}
