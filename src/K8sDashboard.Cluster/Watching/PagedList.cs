using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Lists page by page with the server's continue token; what every server can do.</summary>
internal sealed class PagedList<TItem>(ResourceRequests requests, ReflectorPolicy policy)
    where TItem : ClusterObject
{
    private int pageSize = policy.PageSize;

    /// <summary>
    /// Asks for less at a time: a page is some megabytes in one piece, the greatest that a list needs. The next list that ends well forgets
    /// it.
    /// </summary>
    public void Shrink() => pageSize = Math.Max(pageSize / 5, policy.SmallestPageSize);

    /// <summary>The whole list.</summary>
    /// <param name="served">What to list.</param>
    /// <param name="address">Where.</param>
    /// <param name="decoder">Reads one object.</param>
    /// <param name="guard">Rejects a stale page before it is shown.</param>
    /// <param name="shown">Gets each page but the last, how many have come in all, and how many are to come.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ReadFailedException"/>
    public async Task<WholeList<TItem>> ReadAsync(
        ServedVersion<TItem> served,
        string address,
        ObjectDecoder<TItem> decoder,
        ResourceVersionGuard guard,
        Action<List<TItem>, int, int?> shown,
        CancellationToken cancellation
    )
    {
        var whole = new Dictionary<ObjectRef, TItem>();
        var next = "";
        int? limit = pageSize;
        var unreadable = 0;
        while (true)
        {
            ListPage page;
            try
            {
                page = await requests.ListAsync(address, limit, next, cancellation);
            }
            catch (ReadFailedException fault) when (fault.Failure is ReadFailure.Expired && next.Length > 0)
            {
                // The continue token outlived its version: pages of two versions must not be mixed, so read it in one piece, where memory
                // is not too short for that.
                if (pageSize < policy.PageSize)
                    throw new ReadFailedException(new ReadFailure.Unavailable(fault.Failure.Message));
                (limit, next) = (null, "");
                whole.Clear();
                unreadable = 0;
                continue;
            }

            if (!guard.Accepts(page.ResourceVersion))
                throw new ReadFailedException(new ReadFailure.Unavailable(guard.Describe(page.ResourceVersion)));
            var items = decoder.ReadAll(served, page);
            var seen = whole.Count + unreadable;
            unreadable += page.Items.Count - items.Count;
            foreach (var item in items)
                whole[item.Ref] = item;
            if (page.Continue.Length == 0)
            {
                pageSize = policy.PageSize;
                return new(whole, unreadable, page.ResourceVersion);
            }

            // Else the list would have no end. Pages of objects that cannot be read are progress, too.
            if (whole.Count + unreadable == seen)
                throw new ReadFailedException(new ReadFailure.Malformed("the list goes on with objects that it has sent before"));
            shown(items, whole.Count, page.Remaining);
            next = page.Continue;
        }
    }
}
