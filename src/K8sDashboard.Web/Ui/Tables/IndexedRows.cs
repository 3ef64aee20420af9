using System.Collections;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>Rows with lazily computed positions: of a long list few are visible.</summary>
public sealed class IndexedRows<TRow> : IReadOnlyList<TableRow<TRow>>
{
    public static readonly IndexedRows<TRow> None = new([]);

    private readonly Func<int, TableRow<TRow>> at;

    /// <param name="rows">In their order, with unique keys.</param>
    /// <param name="key">The row key.</param>
    public IndexedRows(TRow[] rows, Func<TRow, object> key) =>
        (Count, at) = (rows.Length, place => new(place + TableRow<TRow>.FirstIndex, rows[place], key(rows[place])));

    /// <param name="rows">In their order, with their keys.</param>
    public IndexedRows(TableRow<TRow>[] rows) =>
        (Count, at) = (rows.Length, place => rows[place] with { Index = place + TableRow<TRow>.FirstIndex });

    internal IndexedRows(int count, Func<int, TableRow<TRow>> at) => (Count, this.at) = (count, at);

    public int Count { get; }

    public TableRow<TRow> this[int index] => at(index);

    public IEnumerator<TableRow<TRow>> GetEnumerator()
    {
        for (var place = 0; place < Count; place++)
            yield return at(place);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
