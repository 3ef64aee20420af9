namespace K8sDashboard.Web.Ui;

/// <summary>A row in its place.</summary>
/// <param name="Index">Its place in the table that assistive technology counts, the header being 1.</param>
/// <param name="Key">Its identity, the only one of its kind in the table.</param>
/// <param name="Gone">Its object is no more; it stands there only so that nothing moves.</param>
public readonly record struct TableRow<TRow>(int Index, TRow Row, object Key, bool Gone = false)
{
    /// <summary>The first row's place: the header is 1.</summary>
    public const int FirstIndex = 2;

    /// <summary>
    /// Rows with their identities, yet without a place. Two of one identity would stop the whole page, and nothing keeps a server
    /// from listing a condition twice: the second gets one of its own.
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
