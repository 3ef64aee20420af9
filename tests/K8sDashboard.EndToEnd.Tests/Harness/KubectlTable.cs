namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Rows as printed by kubectl or shown on the page: column title → cell text.</summary>
internal sealed record KubectlTable(IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)
{
    /// <summary>Columns start where their titles start; titles are separated by at least two spaces.</summary>
    public static KubectlTable Parse(string printed)
    {
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return new([]);
        var titles = lines[0].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var starts = new List<int>();
        foreach (var title in titles)
            starts.Add(
                lines[0].IndexOf(title, starts.Count == 0 ? 0 : starts[^1] + titles[starts.Count - 1].Length, StringComparison.Ordinal)
            );
        return new([
            .. lines
                .Skip(1)
                .Select(line =>
                    (IReadOnlyDictionary<string, string>)
                        titles.Select((title, column) => KeyValuePair.Create(title, Cell(line, starts, column))).ToDictionary()
                ),
        ]);
    }

    /// <summary>Only the named columns, one line per row in order: for comparison, and readable in a failure.</summary>
    public string Only(params string[] columns) =>
        string.Join(
            '\n',
            Rows.Select(row => string.Join(" | ", columns.Select(column => row.GetValueOrDefault(column, "(no such column)"))))
                .Order(StringComparer.Ordinal)
        );

    private static string Cell(string line, List<int> starts, int column)
    {
        if (starts[column] >= line.Length)
            return "";
        var end = column + 1 < starts.Count ? Math.Min(starts[column + 1], line.Length) : line.Length;
        return line[starts[column]..end].Trim();
    }
}
