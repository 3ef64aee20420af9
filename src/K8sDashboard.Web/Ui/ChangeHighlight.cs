namespace K8sDashboard.Web.Ui;

/// <summary>
/// Which cells of one row changed, and so fade. The fade has two names that take turns: a browser plays an animation again only
/// under another name. What changes by itself, such as a measurement, does not fade: it would never stop. A row that moves loses those of earlier changes, for its moved cells would play them again.
/// </summary>
internal readonly record struct ChangeHighlight(ulong Odd, ulong Even)
{
    /// <summary>The fades once the row says something else, or stands elsewhere.</summary>
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

    // A cell without text of its own (an age, a count with an age beside it) is told by what it sorts by.
    private static bool Differ<TRow>(LiveColumn<TRow> column, TRow old, TRow now)
    {
        var text = column.Text(now);
        return text != column.Text(old) || (text.Length == 0 && column.Sort is { } sort && !Equals(sort(old), sort(now)));
    }
}
