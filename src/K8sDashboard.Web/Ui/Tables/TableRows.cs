using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The rows of one table in their order, or in the frozen order while the user is among them.</summary>
internal sealed class TableRows<TRow>(Func<TRow, object> key)
{
    private SortedView<TRow> arrangement = SortedView<TRow>.Empty;
    private (RowSort Sort, string Filter, Address Address)? lastQuery;
    private FrozenOrder<TRow>? order;
    private bool held;

    public IndexedRows<TRow> Placed { get; private set; } = IndexedRows<TRow>.None;

    /// <summary>The number of rows without the filter.</summary>
    public int Total => arrangement.All.Length;

    /// <summary>The number of filtered rows.</summary>
    public int Matching => arrangement.Ordered.Length;

    /// <summary>The order is frozen and differs from the wanted one.</summary>
    public bool IsOrderHeld { get; private set; }

    /// <summary>The filtered rows in order, regardless of a frozen order.</summary>
    public IReadOnlyList<TRow> Ordered => arrangement.Ordered;

    /// <summary>Sets the current rows and the wanted order; false where nothing changed.</summary>
    public bool Show(SortedView<TRow> next, RowSort sort, string filter, Address address)
    {
        // A changed URL is a user action (another order, other namespaces) and ends the frozen order.
        var queryChanged = lastQuery != (sort, filter, address);
        if (ReferenceEquals(next, arrangement) && !queryChanged)
            return false;
        order = held && !queryChanged && next.All.Length > 0 ? order ?? FrozenOrder<TRow>.Of(arrangement, key) : null;
        arrangement = next;
        lastQuery = (sort, filter, address);
        if (order is null)
            Release();
        else
            Keep(order);
        // A table without rows is not rendered: no event would end the hold.
        held &= Placed.Count > 0;
        return true;
    }

    /// <summary>Freezes the order while pointer or focus is among the rows; releasing it sorts them.</summary>
    public void Hold(bool hold)
    {
        held = hold;
        if (hold)
            return;
        if (IsOrderHeld)
            Release();
        order = null;
    }

    private void Keep(FrozenOrder<TRow> rows)
    {
        Placed = rows.Follow(arrangement);
        IsOrderHeld = !rows.IsAs(arrangement);
    }

    private void Release()
    {
        Placed = arrangement.Placed;
        order = null;
        IsOrderHeld = false;
    }
}
