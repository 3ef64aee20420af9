using System.Collections.Immutable;

namespace K8sDashboard.Web.Ui;

/// <summary>Filters and sorts a list's rows. Pure, and stable: rows that compare equal keep the order of their names.</summary>
public static class RowOrder
{
    public static ImmutableArray<TRow> Arrange<TRow>(
        IEnumerable<TRow> rows, IReadOnlyList<LiveColumn<TRow>> columns, RowSort sort, string filter)
    {
        var words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = words.Length == 0 ? rows.ToArray() : [.. rows.Where(row => Matches(row, columns, words))];
        var named = Array.ConvertAll(kept, row => columns[0].Text(row));
        Array.Sort(named, kept, StringComparer.Ordinal);
        var column = columns.FirstOrDefault(column => column.Key == sort.Column) ?? columns[0];
        if (column == columns[0] && column.Sort is null)
        {
            if (sort.Descending) Array.Reverse(kept);
            return ImmutableCollectionsMarshalOf(kept);
        }

        var value = column.Sort ?? column.Text;
        var keys = Array.ConvertAll(kept, row => value(row));
        var present = Enumerable.Range(0, kept.Length).Where(index => keys[index] is not null);
        var ordered = sort.Descending
            ? present.OrderByDescending(index => keys[index], Comparer<IComparable?>.Create(Compare))
            : present.OrderBy(index => keys[index], Comparer<IComparable?>.Create(Compare));
        return [.. ordered.Select(index => kept[index]), .. Enumerable.Range(0, kept.Length).Where(index => keys[index] is null).Select(index => kept[index])];
    }

    private static int Compare(IComparable? left, IComparable? right) =>
        left is string text ? string.CompareOrdinal(text, right as string) : Comparer<IComparable>.Default.Compare(left, right);

    private static bool Matches<TRow>(TRow row, IReadOnlyList<LiveColumn<TRow>> columns, string[] words) =>
        words.All(word => columns.Any(column => column.Searched && column.Text(row).Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static ImmutableArray<TRow> ImmutableCollectionsMarshalOf<TRow>(TRow[] rows) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(rows);
}
