using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Ui;

/// <summary>What one table shows: its rows, filtered and in order, worked out again only when they or the wish changed.</summary>
internal sealed class TableRows<TRow>(Func<TRow, object> key)
{
    private TRow[] all = [];
    private IReadOnlyList<TRow> ordered = [];
    private object? seenBasis;
    private (RowSort Sort, string Filter, Address Address)? seenWish;
    private bool held;

    public TableRow<TRow>[] Placed { get; private set; } = [];

    /// <summary>How many rows there are without the filter.</summary>
    public int Total => all.Length;

    /// <summary>How many of them the filter keeps.</summary>
    public int Matching => ordered.Count;

    /// <summary>The rows stand as they stood, and not as the order wants them.</summary>
    public bool IsOrderHeld { get; private set; }

    /// <summary>The rows that the filter keeps, in their order, whatever is held.</summary>
    public IReadOnlyList<TRow> Ordered => ordered;

    /// <summary>Takes the rows and the wish as they are now; false where neither is another than before.</summary>
    public bool Show(
        IEnumerable<TRow> rows, object? basis, IReadOnlyList<LiveColumn<TRow>> columns, RowSort sort, string filter, Address address)
    {
        var fresh = basis is null || !basis.Equals(seenBasis);
        // Whatever changed the address was the person's wish: another order, other namespaces.
        var wished = seenWish != (sort, filter, address);
        if (fresh) all = [.. rows];
        if (!fresh && !wished) return false;
        seenBasis = basis;
        seenWish = (sort, filter, address);
        ordered = RowOrder.Arrange(all, columns, sort, filter);
        if (held && !wished && all.Length > 0) Keep();
        else Release();
        // A table without rows is not drawn: nobody can be among them, and nothing would tell when they left.
        held &= Placed.Length > 0;
        return true;
    }

    /// <summary>Holds the order while the pointer or the keyboard is among the rows; letting go brings the rows where they belong.</summary>
    public void Hold(bool hold)
    {
        held = hold;
        if (!hold && IsOrderHeld) Release();
    }

    private void Keep()
    {
        TableRow<TRow>[] wanted = [.. TableRow<TRow>.Identify(ordered, key)];
        Placed = HeldOrder.Arrange(Placed, TableRow<TRow>.Identify(all, key), wanted);
        IsOrderHeld = !Placed.Select(row => row.Key).SequenceEqual(wanted.Select(row => row.Key));
    }

    private void Release()
    {
        Placed = TableRow<TRow>.Place(TableRow<TRow>.Identify(ordered, key));
        IsOrderHeld = false;
    }
}
