namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The rendered rows of a list, few where it is virtualized. Belongs to one circuit, and is used on its dispatcher only.</summary>
/// <param name="appeared">Called when a row becomes visible.</param>
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
    /// Updates each rendered row in place. False, without any change, where another key is at one of the positions: then the list must
    /// render.
    /// </summary>
    internal bool TryUpdateInPlace(IndexedRows<TRow> placed)
    {
        var next = new List<TableRow<TRow>>(drawn.Count);
        foreach (var row in drawn)
        {
            if (row.Drawn.Index - TableRow<TRow>.FirstIndex is var place && place >= placed.Count)
                return false;
            next.Add(placed[place]);
            if (!next[^1].Key.Equals(row.Drawn.Key))
                return false;
        }

        foreach (var (row, place) in drawn.Zip(next))
            row.UpdateInPlace(place);
        return true;
    }
}
