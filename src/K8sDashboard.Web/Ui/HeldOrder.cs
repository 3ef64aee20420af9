namespace K8sDashboard.Web.Ui;

/// <summary>
/// Keeps rows where they are while somebody is about to press one: values change in place, what is gone stays as gone, what is new
/// comes last.
/// </summary>
internal static class HeldOrder
{
    /// <param name="drawn">The rows as they stand.</param>
    /// <param name="all">Every row there is now.</param>
    /// <param name="ordered">Those that the filter keeps, in the order that is held back.</param>
    public static TableRow<TRow>[] Arrange<TRow>(
        IReadOnlyCollection<TableRow<TRow>> drawn, IReadOnlyCollection<TRow> all, IReadOnlyCollection<TRow> ordered, Func<TRow, object> key)
    {
        var now = new Dictionary<object, TRow>(all.Count);
        foreach (var row in all) now[key(row)] = row;
        var placed = new List<(TRow Row, bool Gone)>(drawn.Count);
        var kept = new HashSet<object>(drawn.Count);
        foreach (var old in drawn)
        {
            var identity = key(old.Row);
            kept.Add(identity);
            placed.Add(now.TryGetValue(identity, out var row) ? (row, false) : (old.Row, true));
        }

        placed.AddRange(ordered.Where(row => !kept.Contains(key(row))).Select(row => (row, false)));
        return [.. placed.Select((row, index) => TableRow<TRow>.At(index, row.Row, row.Gone))];
    }
}
