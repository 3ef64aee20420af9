using k8s;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// The list-and-watch loop of one kind in one scope (client-go's Reflector): paged list, watch from the list's resourceVersion, resume from
/// the last one seen, relist when that has expired. Ends only when cancelled; a failure is isolated from the other loops.
/// The contract: https://pkg.go.dev/k8s.io/client-go/tools/cache#Reflector.
/// </summary>
internal sealed partial class Reflector<TItem>(
    ResourceDefinition<TItem> definition,
    string scope,
    ResourceCache<TItem> cache,
    CacheSyncTracker<TItem> sync,
    ReflectorMetrics metrics,
    ReflectorContext context,
    Random random
)
    where TItem : ClusterObject
{
    /// <summary>A timer may fire slightly early.</summary>
    private const double TimerTolerance = 0.99;

    private readonly ReflectorPolicy policy = context.Policy;
    private readonly TimeProvider time = context.Time;
    private readonly ILogger logger = context.Logger;
    private readonly BackOff backOff = new(context.Policy, context.Time, random);
    private readonly ResourceVersionGuard guard = new(context.Policy, context.Time);
    private readonly ObjectDecoder<TItem> decoder = new(new(definition.Type.Plural, scope), cache.ReuseUnchanged, metrics, context.Logger);
    private readonly ListStream<TItem> stream = new(context.Requests, context.Policy, context.Time);
    private readonly PagedList<TItem> pages = new(context.Requests, context.Policy);
    private readonly StalledWatchDetector stalled = new(context.Policy);
    private readonly ForbiddenGracePeriod permission = new(context.Policy, context.Time);
    private ServedVersion<TItem> served = definition.Versions[0];

    /// <summary>The resourceVersion to watch from; null where the next request is a list.</summary>
    private string? version;

    /// <summary>A watch from <see cref="version"/>, or from one before it since the last list, was accepted.</summary>
    private bool resumed;

    private long listedAt;

    /// <summary>The time of the latest watch event or list.</summary>
    private long receivedAt;

    /// <summary>Runs until cancelled.</summary>
    /// <param name="forbidden">
    /// Called for a 403 outside its grace period; true means that another loop takes over, and this one ends.
    /// </param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task RunAsync(Func<bool> forbidden, CancellationToken cancellation)
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
                if (fault.Failure is ReadFailure.Forbidden && !permission.MayBeTemporary() && forbidden())
                    return;
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
        decoder.Reset(guard.IsRegressed);
        var whole = await stream.TryReadAsync(
            served,
            served.Address(scope),
            decoder,
            (items, received) => sync.PutPage(items, received, null),
            cancellation
        );
        if (whole is null)
        {
            // Objects of a broken stream must not be mixed with the next list.
            sync.DiscardPartialList();
            decoder.Reset(guard.IsRegressed);
            whole = await pages.ReadAsync(served, served.Address(scope), decoder, guard, sync.PutPage, cancellation);
        }

        if (!guard.Accepts(whole.Version))
            throw new ReadFailedException(new ReadFailure.Unavailable(guard.Describe(whole.Version)));
        stalled.Listed(() => !cache.SetEquals(whole.Items));
        sync.Replace(
            whole.Items,
            whole.Unreadable,
            stalled.IsConfirmed ? "its watches are open and bring nothing: something on the way buffers them" : null
        );
        resumed = false;
        listedAt = receivedAt = time.GetTimestamp();
        guard.Observe(whole.Version);
        metrics.Listed();
        return whole.Version;
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        // Independent of how the previous watches ended: a buffering proxy may also close them.
        if (time.GetElapsedTime(receivedAt) >= TimerTolerance * policy.WatchIdleTimeout && !await ProbeAsync(cancellation))
            return;
        var timeout = policy.WatchTimeout * (1 + random.NextDouble());
        using var idle = new CancellationTokenSource(policy.WatchIdleTimeout, time);
        using var response = await context.Requests.OpenWatchAsync(served.Address(scope), version!, timeout, cancellation);
        permission.Permit();
        var reading = context.Requests.AttemptAsync(
            timeout + policy.WatchGracePeriod,
            deadline => ReadAsync(response, idle, deadline),
            cancellation
        );
        await Task.WhenAny(reading, Task.Delay(policy.ShortestWatch, time, cancellation));
        var lasts = !reading.IsCompleted;
        if (lasts && !stalled.IsConfirmed)
            MarkLive();
        if (await reading == 0 && !lasts)
            throw new ReadFailedException(new ReadFailure.Unavailable("the watch was closed as soon as it was opened"));
    }

    /// <summary>Applies events until the server ends the watch or it is idle; returns their number.</summary>
    private async Task<int> ReadAsync(HttpResponseMessage response, CancellationTokenSource idle, CancellationToken deadline)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, deadline);
        var received = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            await foreach (var frame in WatchFrame.ReadAsync(body, either.Token))
            {
                if (!Apply(WatchChange<TItem>.Of(frame, served, decoder)))
                    continue;
                received++;
                receivedAt = time.GetTimestamp();
                stalled.EventReceived();
                MarkLive();
                idle.CancelAfter(policy.WatchIdleTimeout);
            }
        }
        catch (OperationCanceledException) when (idle.IsCancellationRequested && !deadline.IsCancellationRequested)
        {
            // Idle is not an error: many kinds are quiet, and a server without etcd's progress notifications sends them no bookmarks.
        }

        return received;
    }

    private void MarkLive()
    {
        resumed = true;
        sync.MarkLive();
    }

    /// <summary>
    /// The idle probe: reads the store's resourceVersion before an idle watch is resumed. A lost event is not missed: the resumed watch
    /// starts behind our last version and delivers newer events of this kind, deletions included, so that a quiet kind is never relisted. A
    /// list's version is that of the whole store: a greater one proves nothing; a smaller one means that the store was restored and our
    /// watch would wait in vain.
    /// </summary>
    /// <returns>False where a list must confirm whether watches are stalled.</returns>
    private async Task<bool> ProbeAsync(CancellationToken cancellation)
    {
        metrics.Probed();
        var now = await context.Requests.VersionAsync(served.Address(scope), cancellation);
        if (guard.IsStale(now))
            throw new ReadFailedException(new ReadFailure.Expired(guard.Describe(now)));
        if (now == version || !stalled.IsSuspect())
            return true;
        version = null;
        return false;
    }

    /// <summary>False for events that prove nothing: a stale bookmark, a duplicate.</summary>
    private bool Apply(WatchChange<TItem> change)
    {
        if (guard.IsStale(change.Version))
        {
            // A watch is ordered by resourceVersion. An event out of order could resurrect a deleted object: relist.
            return change is WatchChange<TItem>.Bookmark
                ? false
                : throw new ReadFailedException(new ReadFailure.Malformed(guard.Describe(change.Version)));
        }

        switch (change)
        {
            case WatchChange<TItem>.Bookmark:
                metrics.BookmarkReceived();
                break;
            case { Version: var same } when same == version:
                return false;
            case WatchChange<TItem>.Put put:
                cache.Apply(new CacheChange<TItem>.Put(put.Item));
                metrics.ChangeReceived(put.Type);
                break;
            case WatchChange<TItem>.Remove remove:
                cache.Apply(new CacheChange<TItem>.Remove(remove.Item.Ref));
                metrics.ChangeReceived(WatchEventType.Deleted);
                break;
        }

        version = change.Version;
        guard.Observe(version);
        return true;
    }

    private async Task RecoverAsync(ReadFailure failure, CancellationToken cancellation)
    {
        metrics.Failed(failure);
        var isRefusal = failure is ReadFailure.Forbidden or ReadFailure.NotFound { IsSure: false };
        var step = ReflectorRecovery.Of(
            failure,
            new(
                WasPermitted: isRefusal && permission.MayBeTemporary(),
                HasOlderVersion: served != definition.Versions[^1],
                ResumesFromOldList: resumed && time.GetElapsedTime(listedAt) >= policy.RecentList
            )
        );
        if (step.Cache is CacheEffect.Clear)
            sync.Clear(step.Cleared!);
        if (step.Cache is CacheEffect.MarkStale)
            sync.MarkStale(failure.Message);
        if (step is { Cache: CacheEffect.MarkStale, Relist: true })
            LogRelist(new(definition.Type.Plural, scope), failure.Message);
        if (step.Relist)
            version = null;
        if (step.ShrinkPages)
            pages.Shrink();
        if (step.ApiVersion is not ApiVersionChoice.Same)
        {
            served =
                step.ApiVersion is ApiVersionChoice.Newest
                    ? definition.Versions[0]
                    : definition.Versions[definition.Versions.IndexOf(served) + 1];
            guard.Reset();
        }

        if (step.Delay is RetryDelay.None)
            return;
        var wait = step.Delay is RetryDelay.Slow ? policy.SlowRetry : backOff.Next((failure as ReadFailure.Unavailable)?.RetryAfter);
        using var waiting = metrics.Wait(wait);
        await Task.Delay(wait, time, cancellation);
    }

    [LoggerMessage(LogLevel.Information, "{Loop}: relist: {Reason}")]
    private partial void LogRelist(LoopName loop, string reason);
}
