using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>
/// Change highlight: which cells of one row changed and fade. Two alternating animation names, since a browser restarts an animation only
/// when its name changes. Values that change continuously, such as measurements, are not highlighted. A row that moves loses its earlier
/// highlights, since moved cells would restart them.
/// </summary>
internal readonly record struct ChangeHighlight(ulong Odd, ulong Even)
{
    /// <summary>The highlights after the row's values or its position changed.</summary>
    public ChangeHighlight After<TRow>(IReadOnlyList<LiveColumn<TRow>> columns, TRow old, TRow now, bool moved)
    {
        var (odd, even, changed) = (Odd, Even, 0UL);
        for (var index = 1; index < columns.Count; index++)
        {
            if (!columns[index].Searched || !Differ(columns[index], old, now))
                continue;
            var cell = 1UL << index;
            changed |= cell;
            (odd, even) = (odd & cell) != 0 ? (odd & ~cell, even | cell) : (odd | cell, even & ~cell);
        }

        return moved ? new(odd & changed, even & changed) : new(odd, even);
    }

    public string? ClassOf(int index) =>
        (Odd & (1UL << index)) != 0 ? " is-changed"
        : (Even & (1UL << index)) != 0 ? " is-changed-again"
        : null;

    // Cells without text (an age, a count beside an age) are compared by their sort value.
    private static bool Differ<TRow>(LiveColumn<TRow> column, TRow old, TRow now)
    {
        var text = column.Text(now);
        return text != column.Text(old) || (text.Length == 0 && column.Sort is { } sort && !Equals(sort(old), sort(now)));
    }
}
