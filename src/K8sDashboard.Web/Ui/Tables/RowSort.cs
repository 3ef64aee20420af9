namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The order of a list as in the URL: a column's name, with the prefix <c>-</c> for descending.</summary>
public readonly record struct RowSort(string Column, bool Descending)
{
    public static RowSort Parse(string text) => text.StartsWith('-') ? new(text[1..], true) : new(text, false);

    /// <summary>
    /// The order after a click on a header: that column in its default direction, or reversed where it is the current one.
    /// </summary>
    public RowSort After<TRow>(LiveColumn<TRow> column) => new(column.Key, column.Key == Column ? !Descending : column.LargestFirst);

    public override string ToString() => Descending ? $"-{Column}" : Column;
}
