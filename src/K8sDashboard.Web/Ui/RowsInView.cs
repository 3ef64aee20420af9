namespace K8sDashboard.Web.Ui;

/// <summary>
/// The rows of a list that are drawn now, which of a long list are few. Cascaded to them; belongs to one screen, and is used on its
/// dispatcher alone.
/// </summary>
/// <param name="appeared">Told when a row comes into view.</param>
public sealed class RowsInView<TRow>(Action appeared)
{
    private readonly HashSet<LiveRow<TRow>> drawn = [];

    public IEnumerable<TRow> Rows => drawn.Select(row => row.Row);

    internal void Add(LiveRow<TRow> row)
    {
        drawn.Add(row);
        appeared();
    }

    internal void Remove(LiveRow<TRow> row) => drawn.Remove(row);
}
