namespace K8sDashboard.Web.Ui.Tables;

/// <summary>
/// Frozen order: rows keep their positions while the user is about to click one. Values change in place, deleted rows stay as deleted, new
/// ones are appended. Incremental: lists may have many thousand rows.
/// </summary>
internal sealed class FrozenOrder<TRow>
{
    private readonly Func<TRow, object> key;
    private readonly List<TRow> rows;
    private readonly Dictionary<object, int> places;
    private readonly HashSet<int> gone = [];
    private TRow[] all;

    private FrozenOrder(SortedView<TRow> from, Func<TRow, object> key, Dictionary<object, int> places) =>
        (this.key, this.places, rows, all) = (key, places, [.. from.Ordered], from.All);

    /// <summary>Freezes the current order; null where two rows have the same key, so that changes cannot be attributed.</summary>
    public static FrozenOrder<TRow>? Of(SortedView<TRow> from, Func<TRow, object> key)
    {
        var places = new Dictionary<object, int>(from.Ordered.Length);
        foreach (var row in from.Ordered)
            if (!places.TryAdd(key(row), places.Count))
                return null;
        return new(from, key, places);
    }

    /// <summary>The frozen rows with their new values.</summary>
    public IndexedRows<TRow> Follow(SortedView<TRow> next)
    {
        var changes = RowChanges<TRow>.Between(all, next.All, int.MaxValue)!;
        all = next.All;
        foreach (var row in changes.Gone)
            if (places.TryGetValue(key(row), out var place))
                gone.Add(place);
        var come = new List<TRow>();
        foreach (var row in changes.Come)
        {
            if (!places.TryGetValue(key(row), out var place))
                come.Add(row);
            else if (gone.Remove(place))
                rows[place] = row;
        }

        foreach (var row in next.Order.Arrange(come))
            if (places.TryAdd(key(row), rows.Count))
                rows.Add(row);
        return new(rows.Count, place => new(place + TableRow<TRow>.FirstIndex, rows[place], key(rows[place]), gone.Contains(place)));
    }

    /// <summary>The rows are in the wanted order.</summary>
    public bool IsAs(SortedView<TRow> wanted) => gone.Count == 0 && rows.SequenceEqual(wanted.Ordered);
}
