using System.Collections;

namespace K8sDashboard.Web.Ui;

/// <summary>Rows one below the other. Of a long list few are looked at, and a row is put into its place when it is.</summary>
public sealed class IndexedRows<TRow> : IReadOnlyList<TableRow<TRow>>
{
    public static readonly IndexedRows<TRow> None = new([]);

    private readonly Func<int, TableRow<TRow>> at;

    /// <param name="rows">In their order; no two of them have one identity.</param>
    /// <param name="key">Their identity.</param>
    public IndexedRows(TRow[] rows, Func<TRow, object> key) =>
        (Count, at) = (rows.Length, place => new(place + TableRow<TRow>.FirstIndex, rows[place], key(rows[place])));

    /// <param name="rows">In their order, with their identities.</param>
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
