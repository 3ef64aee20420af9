namespace K8sDashboard.Web.Ui.Tables;

/// <summary>Comparer of rows: by the sort column, rows without a value last in both directions, ties by name, then namespace.</summary>
internal sealed class RowComparer<TRow>
{
    private readonly Func<TRow, string> name;
    private readonly Func<TRow, string>? place;
    private readonly int direction;

    public RowComparer(IReadOnlyList<LiveColumn<TRow>> columns, RowSort sort)
    {
        var column = columns.FirstOrDefault(column => column.Key == sort.Column) ?? columns[0];
        (name, place) = (columns[0].Text, columns.FirstOrDefault(column => column.Key == LiveColumns.NamespaceKey)?.Text);
        Value = column.Sort ?? column.Text;
        direction = sort.Descending ? -1 : 1;
    }

    /// <summary>The sort value; computed once per row before many comparisons.</summary>
    public Func<TRow, IComparable?> Value { get; }

    /// <summary>Negative where <paramref name="left"/> comes before <paramref name="right"/>; 0 for a tie.</summary>
    public int Compare(TRow left, IComparable? leftValue, TRow right, IComparable? rightValue) =>
        CompareValues(leftValue, rightValue) is not 0 and var byValue ? byValue
        : string.CompareOrdinal(name(left), name(right)) is not 0 and var byName ? byName
        : place is null ? 0
        : string.CompareOrdinal(place(left), place(right));

    private int CompareValues(IComparable? left, IComparable? right) =>
        (left, right) switch
        {
            (null, null) => 0,
            (null, _) => 1,
            (_, null) => -1,
            (string text, _) => direction * string.CompareOrdinal(text, right as string),
            _ => direction * left.CompareTo(right),
        };
}
