namespace K8sDashboard.Web.Ui.Tables;

/// <summary>Column choice: the visible columns of a list as in the URL, <c>name,ready,age</c>. Empty: the list's default layout.</summary>
internal static class ColumnChoice
{
    /// <summary>The columns to render: the same list instance where no valid choice was made.</summary>
    public static IReadOnlyList<LiveColumn<TRow>> Apply<TRow>(IReadOnlyList<LiveColumn<TRow>> columns, string? words)
    {
        var names = Names(words);
        if (!columns.Any(column => names.Contains(column.Key)))
            return columns;
        return
        [
            .. columns
                .Where((column, index) => index == 0 || names.Contains(column.Key))
                .Select((column, index) => index == 0 ? column : Placed(column)),
        ];
    }

    /// <summary>The choice with one column toggled, in the form of the URL.</summary>
    /// <param name="columns">All columns of the list.</param>
    /// <param name="shown">The names of the visible columns.</param>
    /// <param name="toggled">The name of the column to toggle.</param>
    /// <param name="words">The current value in the URL.</param>
    public static string Turn<TRow>(IReadOnlyList<LiveColumn<TRow>> columns, IReadOnlySet<string> shown, string toggled, string? words)
    {
        var known = columns.Select(column => column.Key).ToHashSet();
        var kept = columns
            .Where((column, index) => index == 0 || (column.Key == toggled) != shown.Contains(column.Key))
            .Select(column => column.Key);
        // The NAMESPACE column is missing from a list of one namespace, but not deselected: keep it in the choice.
        var elsewhere = string.IsNullOrEmpty(words) ? [LiveColumns.NamespaceKey] : Names(words);
        return string.Join(',', kept.Concat(elsewhere.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)));
    }

    private static HashSet<string> Names(string? words) => [.. (words ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>An explicitly chosen column is shown at any width.</summary>
    private static LiveColumn<TRow> Placed<TRow>(LiveColumn<TRow> column) =>
        column with
        {
            Room = ColumnRoom.Any,
            Phone = column.Phone == PhonePlace.Hidden ? PhonePlace.Below : column.Phone,
        };
}
