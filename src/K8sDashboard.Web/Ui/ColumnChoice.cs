namespace K8sDashboard.Web.Ui;

/// <summary>Which columns of a list are shown, in the words of the address: <c>name,ready,age</c>. Without words it is the list's own layout.</summary>
internal static class ColumnChoice
{
    /// <summary>The columns to draw: those given where nothing known was chosen, and the very same list then.</summary>
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

    /// <summary>The choice that has one column turned, as the address is to say it.</summary>
    /// <param name="columns">The list's columns, all of them.</param>
    /// <param name="shown">The names of those that the person sees now.</param>
    /// <param name="turned">The name of the one to show or to hide.</param>
    /// <param name="words">What the address says now.</param>
    public static string Turn<TRow>(IReadOnlyList<LiveColumn<TRow>> columns, IReadOnlySet<string> shown, string turned, string? words)
    {
        var known = columns.Select(column => column.Key).ToHashSet();
        var kept = columns
            .Where((column, index) => index == 0 || (column.Key == turned) != shown.Contains(column.Key))
            .Select(column => column.Key);
        // A list of one namespace lacks a column that the same list over several has: what cannot be seen now was not turned off.
        var elsewhere = string.IsNullOrEmpty(words) ? [LiveColumns.NamespaceKey] : Names(words);
        return string.Join(',', kept.Concat(elsewhere.Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)));
    }

    private static HashSet<string> Names(string? words) => [.. (words ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Who asks for a column by name gets it, however narrow the list is.</summary>
    private static LiveColumn<TRow> Placed<TRow>(LiveColumn<TRow> column) =>
        column with
        {
            Room = ColumnRoom.Any,
            Phone = column.Phone == PhonePlace.Hidden ? PhonePlace.Below : column.Phone,
        };
}
