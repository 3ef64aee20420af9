using System.Globalization;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// One watch: initial events if requested, then changes with bookmarks, until its timeout. It does not buffer events: it reads the store's
/// history from its position, and ends with 410 Gone if it has fallen behind.
/// </summary>
internal sealed class WatchStream(ApiRequest request, ObjectStore store, ApiServerOptions options, CancellationToken stopping)
{
    private const int ReadAtOnce = 500;
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    // The API server's range for a watch without timeoutSeconds.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(30);

    private readonly WatchEvents events = new(request);
    private readonly Selection selection = Selection.Of(request);
    private readonly bool bookmarks = request.Flag("allowWatchBookmarks");

    public async Task RunAsync()
    {
        var asked = request.Number("resourceVersion");
        var initial = request.Flag("sendInitialEvents");
        if (initial && request.Query("resourceVersionMatch") != "NotOlderThan")
            throw InitialEventsNeedMatch();
        var lifetime = request.Number("timeoutSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : Shortest;
        using var timer = new CancellationTokenSource(lifetime, options.Time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, request.Aborted, stopping);
        request.Http.Response.ContentType = request.Format.WatchContentType;
        await request.Http.Response.Body.FlushAsync(ended.Token);
        try
        {
            var version = initial || asked is null or 0 ? await StateAsync(initial, ended.Token) : asked.Value;
            await FollowAsync(version, ended.Token);
        }
        catch (StoreException expired) when (expired.Error == StoreError.Expired)
        {
            await events.ErrorAsync(new ApiFailure(410, "Expired", expired.Message).Status);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !stopping.IsCancellationRequested)
        {
            // Timeout: the body ends regularly, and the client resumes from its last resourceVersion.
        }
    }

    private static ApiFailure InitialEventsNeedMatch() =>
        new(
            422,
            "Invalid",
            "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting "
                + "resourceVersionMatch to NotOlderThan",
            new StatusDetails { Group = "meta.k8s.io", Kind = "ListOptions" }
        );

    private async Task<long> StateAsync(bool marksEnd, CancellationToken ended)
    {
        var snapshot = store.Snapshot(request.Kind);
        foreach (var stored in snapshot.In(selection.Namespace).Where(selection.Matches))
            await events.SendAsync("ADDED", stored.Bytes, ended);
        if (marksEnd && bookmarks)
            await BookmarkAsync(snapshot.Version, ended, endsInitialEvents: true);
        await events.FlushAsync(ended);
        return snapshot.Version;
    }

    private async Task FollowAsync(long version, CancellationToken ended)
    {
        var marked = options.Time.GetUtcNow();
        while (true)
        {
            var (changes, more, newest) = store.Changes(request.Kind, version, ReadAtOnce);
            foreach (var change in changes)
            {
                version = change.Version;
                await TellAsync(change, ended);
            }

            await events.FlushAsync(ended);
            if (changes.Count > 0)
                continue;
            version = Math.Max(version, newest);
            if (bookmarks && options.Time.GetUtcNow() - marked >= options.BookmarkInterval)
            {
                await BookmarkAsync(version, ended);
                await events.FlushAsync(ended);
                marked = options.Time.GetUtcNow();
            }

            await WaitAsync(more, marked + options.BookmarkInterval, ended);
            ended.ThrowIfCancellationRequested();
        }
    }

    private async Task WaitAsync(Task more, DateTimeOffset until, CancellationToken ended)
    {
        try
        {
            var remaining = until - options.Time.GetUtcNow();
            if (!bookmarks)
                await more.WaitAsync(ended);
            else if (remaining > TimeSpan.Zero)
                await more.WaitAsync(remaining, options.Time, ended);
        }
        catch (TimeoutException)
        {
            // A bookmark is due.
        }
    }

    // With a selector, an object that starts to match is ADDED, and one that no longer does is DELETED.
    private Task TellAsync(StoredChange change, CancellationToken ended)
    {
        var (was, now) = (
            change.Before is { } before && selection.Matches(before),
            change.Type != ChangeType.Deleted && selection.Matches(change.Object)
        );
        return (was, now) switch
        {
            (false, true) => events.SendAsync("ADDED", change.Object.Bytes, ended),
            (true, true) => events.SendAsync("MODIFIED", change.Object.Bytes, ended),
            (true, false) => events.SendAsync("DELETED", change.Type == ChangeType.Deleted ? change.Object.Bytes : LastSeen(change), ended),
            _ => Task.CompletedTask,
        };
    }

    // The last state that matched, with the resourceVersion of the change.
    private ReadOnlyMemory<byte> LastSeen(StoredChange change)
    {
        var last = request.Kind.Parse(change.Before!.Bytes);
        request.Kind.Meta(last).ResourceVersion = change.Version.ToString(CultureInfo.InvariantCulture);
        return last.ToByteArray();
    }

    private Task BookmarkAsync(long version, CancellationToken ended, bool endsInitialEvents = false)
    {
        var empty = request.Kind.Parse(default);
        var meta = request.Kind.Meta(empty);
        meta.ResourceVersion = version.ToString(CultureInfo.InvariantCulture);
        if (endsInitialEvents)
            meta.Annotations[InitialEventsEnd] = "true";
        return events.SendAsync("BOOKMARK", empty.ToByteArray(), ended);
    }
}
