using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Lists by a watch that begins with all that there is (WatchList, on by default since Kubernetes 1.32): the server sends object by
/// object from its cache, where a list is built whole in its memory. It does not say how many are to come.
/// See https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists.
/// </summary>
/// <remarks>
/// A server that does not serve it refuses (before 1.32), or takes it for a watch from anywhere and never marks the end (before 1.19).
/// Like client-go, any failure leads to the list in pages, which tells by itself what is wrong.
/// </remarks>
internal sealed class ListStream<TItem>(ResourceRequests requests, ReflectorPolicy policy, TimeProvider time)
    where TItem : ClusterObject
{
    public const string EndMark = "k8s.io/initial-events-end";

    private int failures;
    private int skipped;

    /// <summary>The whole list; null where the server does not stream it, or did not the last times.</summary>
    /// <param name="served">What to list.</param>
    /// <param name="address">Where.</param>
    /// <param name="decoder">Reads one object.</param>
    /// <param name="page">Gets the objects as they come, and how many have come in all.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<WholeList<TItem>?> TryReadAsync(
        ServedVersion<TItem> served,
        string address,
        ObjectDecoder<TItem> decoder,
        Action<List<TItem>, int> page,
        CancellationToken cancellation
    )
    {
        if (skipped < (1 << failures) - 1)
        {
            skipped++;
            return null;
        }

        skipped = 0;
        try
        {
            var list = await requests.AttemptAsync(
                policy.StreamTimeout,
                deadline => ReadAsync(served, address, decoder, page, deadline),
                cancellation
            );
            failures = 0;
            return list;
        }
        catch (ReadFailedException)
        {
            failures = Math.Min(failures + 1, policy.StreamFailuresBound);
            return null;
        }
    }

    private async Task<WholeList<TItem>> ReadAsync(
        ServedVersion<TItem> served,
        string address,
        ObjectDecoder<TItem> decoder,
        Action<List<TItem>, int> page,
        CancellationToken deadline
    )
    {
        using var idle = new CancellationTokenSource(policy.StreamIdleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, deadline);
        using var response = await requests.OpenStreamAsync(address, policy.StreamTimeout, either.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
        var whole = new Dictionary<ObjectRef, TItem>();
        var (unreadable, pending, shown) = (0, new List<TItem>(), time.GetTimestamp());
        await foreach (var frame in WatchFrame.ReadAsync(stream, either.Token))
        {
            // What changes meanwhile is no progress: a server that ignores the question would send it for ever.
            if (frame.Type == "ADDED")
                idle.CancelAfter(policy.StreamIdleTimeout);
            if (frame.Type == "BOOKMARK")
            {
                var mark = AnyObject.Parser.ParseFrom(frame.Object.Span).Metadata;
                if (
                    mark is { ResourceVersion: { Length: > 0 } version }
                    && mark.Annotations.TryGetValue(EndMark, out var end)
                    && end == "true"
                )
                    return new(whole, unreadable, version);
                continue;
            }

            if (frame.Type is not ("ADDED" or "MODIFIED" or "DELETED"))
                throw new ReadFailedException(new ReadFailure.Malformed($"a {frame.Type} event within a list"));
            // As in a list in pages: one that cannot be read is counted, and the others live.
            if (decoder.Read(served, frame.Object) is not { } item)
                unreadable++;
            else if (frame.Type == "DELETED")
                whole.Remove(item.Ref);
            else
            {
                whole[item.Ref] = item;
                pending.Add(item);
            }

            if (pending.Count < policy.PageSize && time.GetElapsedTime(shown) < policy.StreamFlushInterval)
                continue;
            page(pending, whole.Count);
            (pending, shown) = ([], time.GetTimestamp());
        }

        throw new ReadFailedException(new ReadFailure.Unavailable("the list ended before its end was marked"));
    }
}

/// <summary>All objects of a kind and scope at one version.</summary>
internal sealed record WholeList<TItem>(Dictionary<ObjectRef, TItem> Items, int Unreadable, string Version);
