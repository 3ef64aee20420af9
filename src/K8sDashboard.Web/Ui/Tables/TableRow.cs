namespace K8sDashboard.Web.Ui.Tables;

/// <summary>A row and its position.</summary>
/// <param name="Index">aria-rowindex; the header is 1.</param>
/// <param name="Key">The row key, unique in the table.</param>
/// <param name="Gone">Its object was deleted; it stays only so that no row moves (frozen order).</param>
public readonly record struct TableRow<TRow>(int Index, TRow Row, object Key, bool Gone = false)
{
    /// <summary>The first row's aria-rowindex: the header is 1.</summary>
    public const int FirstIndex = 2;

    /// <summary>
    /// Rows with unique keys, not yet positioned. Duplicate keys would fail the render (@key), and an API server may list a condition
    /// twice: the second gets a key of its own.
    /// </summary>
    public static IEnumerable<TableRow<TRow>> Identify(IEnumerable<TRow> rows, Func<TRow, object> key)
    {
        var seen = new HashSet<object>();
        foreach (var row in rows)
        {
            var identity = key(row);
            for (var count = 2; !seen.Add(identity); count++)
                identity = (key(row), count);
            yield return new(0, row, identity);
        }
    }
}
