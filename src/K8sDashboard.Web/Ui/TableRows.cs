using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Ui;

/// <summary>What one table shows: its rows in their order, or in the order that they had, while somebody is among them.</summary>
internal sealed class TableRows<TRow>(Func<TRow, object> key)
{
    private SortedView<TRow> arrangement = SortedView<TRow>.Empty;
    private (RowSort Sort, string Filter, Address Address)? seenWish;
    private FrozenOrder<TRow>? order;
    private bool held;

    public IndexedRows<TRow> Placed { get; private set; } = IndexedRows<TRow>.None;

    /// <summary>How many rows there are without the filter.</summary>
    public int Total => arrangement.All.Length;

    /// <summary>How many of them the filter keeps.</summary>
    public int Matching => arrangement.Ordered.Length;

    /// <summary>The rows stand as they stood, and not as the order wants them.</summary>
    public bool IsOrderHeld { get; private set; }

    /// <summary>The rows that the filter keeps, in their order, whatever is held.</summary>
    public IReadOnlyList<TRow> Ordered => arrangement.Ordered;

    /// <summary>Takes the rows and the wish as they are now; false where neither is another than before.</summary>
    public bool Show(SortedView<TRow> next, RowSort sort, string filter, Address address)
    {
        // Whatever changed the address was the person's wish: another order, other namespaces.
        var wished = seenWish != (sort, filter, address);
        if (ReferenceEquals(next, arrangement) && !wished)
            return false;
        order = held && !wished && next.All.Length > 0 ? order ?? FrozenOrder<TRow>.Of(arrangement, key) : null;
        arrangement = next;
        seenWish = (sort, filter, address);
        if (order is null)
            Release();
        else
            Keep(order);
        // A table without rows is not drawn: nobody can be among them, and nothing would tell when they left.
        held &= Placed.Count > 0;
        return true;
    }

    /// <summary>Holds the order while the pointer or the keyboard is among the rows; letting go brings the rows where they belong.</summary>
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
