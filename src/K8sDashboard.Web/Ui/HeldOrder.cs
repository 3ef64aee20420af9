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
    public static PlacedRows<TRow> Arrange<TRow>(
        PlacedRows<TRow> drawn, IEnumerable<TableRow<TRow>> all, IEnumerable<TableRow<TRow>> ordered)
    {
        var now = all.ToDictionary(row => row.Key);
        var kept = drawn.Select(row => row.Key).ToHashSet();
        return new(
        [
            .. drawn.Select(old => now.TryGetValue(old.Key, out var row) ? row : old with { Gone = true }),
            .. ordered.Where(row => !kept.Contains(row.Key)),
        ]);
    }
}
