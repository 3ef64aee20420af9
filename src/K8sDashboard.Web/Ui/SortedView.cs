namespace K8sDashboard.Web.Ui;

/// <summary>A list's rows with those that the filter keeps, in their order and place; the same for all who look at the list alike.</summary>
internal sealed class SortedView<TRow>
{
    public static readonly SortedView<TRow> Empty = new([], [], IndexedRows<TRow>.None, new([new("", _ => "")], default, ""));

    /// <summary>Of this many rows, one may change for the change to be worth merging. Beyond, a sort is as quick.</summary>
    private const int PerChange = 8;

    private SortedView(TRow[] all, TRow[] ordered, IndexedRows<TRow> placed, RowOrder<TRow> order) =>
        (All, Ordered, Placed, Order) = (all, ordered, placed, order);

    /// <summary>Every row there is.</summary>
    public TRow[] All { get; }

    /// <summary>Those that the filter keeps, in the order wanted.</summary>
    public TRow[] Ordered { get; }

    /// <summary>The same, each in its place.</summary>
    public IndexedRows<TRow> Placed { get; }

    /// <summary>How they were filtered and ordered.</summary>
    public RowOrder<TRow> Order { get; }

    /// <summary>Arranges a list of which nothing is known: two rows may have one identity.</summary>
    public static SortedView<TRow> Of(IEnumerable<TRow> rows, RowOrder<TRow> order, Func<TRow, object> key)
    {
        TRow[] all = [.. rows];
        var ordered = order.Arrange(all);
        return new(all, ordered, new([.. TableRow<TRow>.Identify(ordered, key)]), order);
    }

    /// <summary>Arranges the next version of a list whose rows have each their own identity.</summary>
    /// <param name="rows">A row that did not change equals what it was.</param>
    /// <param name="order">The order that the version before was arranged by.</param>
    /// <param name="key">A row's identity.</param>
    /// <param name="before">The version before, if there is one.</param>
    public static SortedView<TRow> After(IEnumerable<TRow> rows, RowOrder<TRow> order, Func<TRow, object> key, SortedView<TRow>? before)
    {
        TRow[] all = [.. rows];
        var ordered =
            before is not null && RowChanges<TRow>.Between(before.All, all, all.Length / PerChange) is { } changes
                ? order.Merge(before.Ordered, changes)
                : order.Arrange(all);
        return new(all, ordered, new(ordered, key), order);
    }
}
