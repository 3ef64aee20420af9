namespace K8sDashboard.Web.Ui;

/// <summary>The rows of a list that are drawn now, which of a long list are few. Belongs to one screen, and is used on its dispatcher alone.</summary>
/// <param name="appeared">Told when a row comes into view.</param>
public sealed class VisibleRows<TRow>(Action appeared)
{
    private readonly HashSet<LiveRow<TRow>> drawn = [];

    public IEnumerable<TRow> Rows => drawn.Select(row => row.Row);

    internal void Add(LiveRow<TRow> row)
    {
        drawn.Add(row);
        appeared();
    }

    internal void Remove(LiveRow<TRow> row) => drawn.Remove(row);

    /// <summary>
    /// Has each row show what stands in its place now. False, and nothing done, where another object than before stands in one of
    /// the places: then the list itself is to be drawn.
    /// </summary>
    internal bool TryUpdateInPlace(IndexedRows<TRow> placed)
    {
        var next = new List<TableRow<TRow>>(drawn.Count);
        foreach (var row in drawn)
        {
            if (row.Place.Index - TableRow<TRow>.FirstIndex is var place && place >= placed.Count)
                return false;
            next.Add(placed[place]);
            if (!next[^1].Key.Equals(row.Place.Key))
                return false;
        }

        foreach (var (row, place) in drawn.Zip(next))
            row.Follow(place);
        return true;
    }
}
