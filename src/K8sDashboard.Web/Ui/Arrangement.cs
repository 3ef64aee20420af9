namespace K8sDashboard.Web.Ui;

/// <summary>A list's rows with those that the filter keeps, in their order and place; the same for all who look at the list alike.</summary>
/// <param name="All">Every row there is.</param>
/// <param name="Ordered">Those that the filter keeps, in the order wanted.</param>
/// <param name="Placed">The same, each in its place.</param>
internal sealed record Arrangement<TRow>(IReadOnlyList<TRow> All, IReadOnlyList<TRow> Ordered, TableRow<TRow>[] Placed)
{
    public static readonly Arrangement<TRow> Empty = new([], [], []);

    public static Arrangement<TRow> Of(
        IEnumerable<TRow> rows, IReadOnlyList<LiveColumn<TRow>> columns, RowSort sort, string filter, Func<TRow, object> key)
    {
        TRow[] all = [.. rows];
        var ordered = RowOrder.Arrange(all, columns, sort, filter);
        return new(all, ordered, TableRow<TRow>.Place(TableRow<TRow>.Identify(ordered, key)));
    }
}
