using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching.Mapping;
using K8sDashboard.Cluster.Watching.Wire;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Keeps one kind in one scope equal to the API server: list in pages, watch from the list's version, resume from the last
/// version seen, list anew when that is too old. Ends only when cancelled; a failure here touches no other loop.
/// The contract is client-go's Reflector: https://pkg.go.dev/k8s.io/client-go/tools/cache#Reflector.
/// </summary>
internal sealed partial class ListWatch<TItem>(
    ResourceKind<TItem> kind,
    string scope,
    TablePart<TItem> part,
    ResourceRequests requests,
    Tally tally,
    TimeProvider time,
    Random random,
    ILogger logger)
    where TItem : ClusterObject
{
    /// <summary>A page answers in about 60 ms, so the first rows are there at once.</summary>
    private const int PageSize = 500;

    private static readonly TimeSpan SlowRetry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ShortestWatch = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WatchGrace = TimeSpan.FromSeconds(15);

    private readonly BackOff backOff = new(time, random);
    private readonly Hearing hearing = new(kind.Name, scope, logger);
    private Interner intern = new();
    private ServedVersion<TItem> served = kind.Versions[0];
    private string? version;
    private bool listed;
    private int unreadable;

    /// <summary>Runs until cancelled.</summary>
    /// <param name="refused">Called when the list is refused; true means that somebody else takes over, and the loop ends.</param>
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
                if (fault.Failure is ReadFailure.Forbidden && refused()) return;
                await RecoverAsync(fault.Failure, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellation)
    {
        intern = new Interner();
        var whole = new Dictionary<ObjectRef, TItem>();
        var next = "";
        int? limit = PageSize;
        var left = 0;
        while (true)
        {
            ListPage page;
            try
            {
                page = await requests.ListAsync(served.Address(scope), limit, next, cancellation);
            }
            catch (ReadFailedException fault) when (fault.Failure is ReadFailure.Expired && next.Length > 0)
            {
                // The continue token outlived its version: pages of two versions must not be mixed, so read it in one piece.
                (limit, next) = (null, "");
                whole.Clear();
                left = 0;
                continue;
            }

            var items = MapAll(page);
            left += page.Items.Count - items.Count;
            foreach (var item in items) whole[item.Ref] = item;
            if (page.Continue.Length == 0)
            {
                unreadable = left;
                part.Replace(whole, new SyncState.Live { Unreadable = unreadable });
                listed = true;
                tally.Listed();
                hearing.Regain();
                return page.ResourceVersion;
            }

            if (!listed) part.PutPage(items, new SyncState.Syncing(whole.Count, whole.Count + page.Remaining));
            next = page.Continue;
        }
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        var timeout = TimeSpan.FromMinutes(5 * (1 + random.NextDouble()));
        var opened = time.GetTimestamp();
        var events = 0;
        using var response = await requests.OpenWatchAsync(served.Address(scope), version!, timeout, cancellation);
        part.SetSync(new SyncState.Live { Unreadable = unreadable });
        await requests.AttemptAsync(timeout + WatchGrace, ReadAsync, cancellation);
        if (events == 0 && time.GetElapsedTime(opened) < ShortestWatch)
            throw new ReadFailedException(new ReadFailure.Unavailable("the watch was closed as soon as it was opened"));
        hearing.Regain();

        async Task<int> ReadAsync(CancellationToken deadline)
        {
            await using var stream = await response.Content.ReadAsStreamAsync(deadline);
            await foreach (var frame in WatchFrame.ReadAsync(stream, deadline))
            {
                Apply(frame);
                hearing.Regain();
                events++;
            }

            return events;
        }
    }

    private void Apply(WatchFrame frame)
    {
        if (frame.Type == "ERROR") throw new ReadFailedException(ReadFailure.Of(Status.Parser.ParseFrom(frame.Object.Span)));
        if (frame.Type == "BOOKMARK")
        {
            version = AnyObject.Parser.ParseFrom(frame.Object.Span).Metadata?.ResourceVersion is { Length: > 0 } reached
                ? reached
                : throw new ReadFailedException(new ReadFailure.Malformed("a bookmark without a version"));
            tally.Heard();
            return;
        }

        if (Map(frame.Object) is not { } item)
            throw new ReadFailedException(new ReadFailure.Malformed($"an unreadable {frame.Type} event"));
        switch (frame.Type)
        {
            case "ADDED" or "MODIFIED":
                part.Put(item);
                break;
            case "DELETED":
                part.Remove(item.Ref);
                break;
            default:
                throw new ReadFailedException(new ReadFailure.Malformed($"an unknown event {frame.Type}"));
        }

        version = item.ResourceVersion;
        tally.Changed();
    }

    private async Task RecoverAsync(ReadFailure failure, CancellationToken cancellation)
    {
        tally.Failed(failure);
        switch (failure)
        {
            case ReadFailure.Forbidden:
                Report(new SyncState.Denied(failure.Reason));
                version = null;
                await Task.Delay(SlowRetry, time, cancellation);
                break;
            case ReadFailure.NotFound when served != kind.Versions[^1]:
                served = kind.Versions[kind.Versions.IndexOf(served) + 1];
                break;
            case ReadFailure.NotFound:
                Report(new SyncState.NotServed());
                (served, version) = (kind.Versions[0], null);
                await Task.Delay(SlowRetry, time, cancellation);
                break;
            case ReadFailure.Expired or ReadFailure.Malformed:
                LogRelist(kind.Name, scope, failure.Reason);
                version = null;
                await backOff.WaitAsync(null, cancellation);
                break;
            case ReadFailure.Unavailable unavailable:
                Interrupt(unavailable.Reason);
                await backOff.WaitAsync(unavailable.RetryAfter, cancellation);
                break;
        }
    }

    /// <summary>The first failure starts the clock; later ones only bring newer words. Half of a first list is not shown as the past.</summary>
    private void Interrupt(string reason)
    {
        var since = part.Sync is SyncState.Interrupted before ? before.Since : time.GetUtcNow();
        hearing.Lose(reason);
        var sync = new SyncState.Interrupted(since, reason) { NeverListed = !listed };
        if (listed) part.SetSync(sync);
        else part.Replace([], sync);
    }

    /// <summary>What may no longer be seen is no longer held.</summary>
    private void Report(SyncState sync)
    {
        hearing.Regain();
        if (part.Sync == sync) return;
        LogState(kind.Name, scope, sync.ToString());
        listed = false;
        part.Replace([], sync);
    }

    private List<TItem> MapAll(ListPage page)
    {
        var items = new List<TItem>(page.Items.Count);
        foreach (var bytes in page.Items)
            if (Map(bytes) is { } item) items.Add(item);
        return items;
    }

    /// <summary>Null where the object cannot be read: it is quarantined, counted and logged, and the others live.</summary>
    private TItem? Map(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return served.Map(bytes, intern);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            tally.Quarantined();
            LogQuarantined(kind.Name, scope, fault.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Information, "{Kind} {Scope}: listed anew: {Reason}")]
    private partial void LogRelist(string kind, string scope, string reason);

    [LoggerMessage(LogLevel.Warning, "{Kind} {Scope}: {State}")]
    private partial void LogState(string kind, string scope, string state);

    [LoggerMessage(LogLevel.Error, "{Kind} {Scope}: an object cannot be read and is not shown: {Reason}")]
    private partial void LogQuarantined(string kind, string scope, string reason);
}
