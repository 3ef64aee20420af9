using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Streaming list (WatchList, on by default since Kubernetes 1.32): a watch that starts with all existing objects. The server sends them
/// from its watch cache, while it builds a list in memory as a whole. It does not report a count.
/// See https://kubernetes.io/docs/reference/using-api/api-concepts/#streaming-lists.
/// </summary>
/// <remarks>
/// A server without it rejects the request (before 1.32), or treats it as a plain watch and never sends the end marker (before 1.19).
/// As in client-go, any failure falls back to the paged list, which reports its own errors.
/// </remarks>
internal sealed class ListStream<TItem>(ResourceRequests requests, ReflectorPolicy policy, TimeProvider time)
    where TItem : ClusterObject
{
    public const string EndMark = "k8s.io/initial-events-end";

    private int failures;
    private int skipped;

    /// <summary>The complete list; null where the server does not support streaming, or has failed lately.</summary>
    /// <param name="served">The served version of the kind.</param>
    /// <param name="address">The collection's address.</param>
    /// <param name="decoder">Decodes objects.</param>
    /// <param name="page">Receives objects in batches, and the total so far.</param>
    /// <param name="cancellation">Cancels it.</param>
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
            // Only ADDED counts as progress: a server that ignores the parameters would send changes for ever.
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
            // As in a paged list: an undecodable object is quarantined and the others are kept.
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
            pending = [];
            shown = time.GetTimestamp();
        }

        throw new ReadFailedException(new ReadFailure.Unavailable("the list ended before its end was marked"));
    }
}

/// <summary>All objects of a kind and scope at one resourceVersion.</summary>
internal sealed record WholeList<TItem>(Dictionary<ObjectRef, TItem> Items, int Unreadable, string Version);
