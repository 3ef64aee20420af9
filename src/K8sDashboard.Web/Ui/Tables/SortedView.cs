namespace K8sDashboard.Web.Ui.Tables;

/// <summary>A list's rows with the filtered ones in order and position; shared by all circuits that show the same list.</summary>
internal sealed class SortedView<TRow>
{
    public static readonly SortedView<TRow> Empty = new([], [], IndexedRows<TRow>.None, new([new("", _ => "")], default, ""));

    /// <summary>Merging pays up to one change per this many rows; beyond, a full sort is as fast.</summary>
    private const int PerChange = 8;

    private SortedView(TRow[] all, TRow[] ordered, IndexedRows<TRow> placed, RowOrder<TRow> order) =>
        (All, Ordered, Placed, Order) = (all, ordered, placed, order);

    /// <summary>All rows.</summary>
    public TRow[] All { get; }

    /// <summary>The filtered rows in order.</summary>
    public TRow[] Ordered { get; }

    /// <summary>The same with their positions.</summary>
    public IndexedRows<TRow> Placed { get; }

    /// <summary>The filter and order applied.</summary>
    public RowOrder<TRow> Order { get; }

    /// <summary>Sorts a list from scratch: keys need not be unique.</summary>
    public static SortedView<TRow> Of(IEnumerable<TRow> rows, RowOrder<TRow> order, Func<TRow, object> key)
    {
        TRow[] all = [.. rows];
        var ordered = order.Arrange(all);
        return new(all, ordered, new([.. TableRow<TRow>.Identify(ordered, key)]), order);
    }

    /// <summary>Sorts the next version of a list with unique keys, incrementally.</summary>
    /// <param name="rows">An unchanged row equals its previous version.</param>
    /// <param name="order">The order of the previous version.</param>
    /// <param name="key">The row key.</param>
    /// <param name="before">The previous version, if there is one.</param>
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
