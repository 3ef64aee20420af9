using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>A paged list by limit and continue token, which every server supports.</summary>
internal sealed class PagedList<TItem>(ResourceRequests requests, ReflectorPolicy policy)
    where TItem : ClusterObject
{
    private int pageSize = policy.PageSize;

    /// <summary>
    /// Reduces the page size after a memory shortage: a page is one buffer of some megabytes, the largest of a list. Reset by the next
    /// successful list.
    /// </summary>
    public void Shrink() => pageSize = Math.Max(pageSize / 5, policy.SmallestPageSize);

    /// <summary>Reads the complete list.</summary>
    /// <param name="served">The served version of the kind.</param>
    /// <param name="address">The collection's address.</param>
    /// <param name="decoder">Decodes objects.</param>
    /// <param name="guard">Rejects a stale page before it is published.</param>
    /// <param name="shown">Receives each page but the last, the total so far, and the remaining count.</param>
    /// <param name="cancellation">Cancels it.</param>
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
                // The continue token has expired (410): pages of two versions must not be mixed, so list without a limit, unless memory is
                // short.
                if (pageSize < policy.PageSize)
                    throw new ReadFailedException(new ReadFailure.Unavailable(fault.Failure.Message));
                limit = null;
                next = "";
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

            // Guard against an endless list. Pages of undecodable objects are progress, too.
            if (whole.Count + unreadable == seen)
                throw new ReadFailedException(new ReadFailure.Malformed("the list goes on with objects that it has sent before"));
            shown(items, whole.Count, page.Remaining);
            next = page.Continue;
        }
    }
}
