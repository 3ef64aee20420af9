namespace K8sDashboard.Web.Ui;

/// <summary>The order of a list as the address has it: a column's name, with <c>-</c> before it for the other way round.</summary>
public readonly record struct RowSort(string Column, bool Descending)
{
    public static RowSort Parse(string text) => text.StartsWith('-') ? new(text[1..], true) : new(text, false);

    /// <summary>
    /// What a click on a header asks for: that column, in the direction that is wanted of it first, and in the other one where it already
    /// leads.
    /// </summary>
    public RowSort After<TRow>(LiveColumn<TRow> column) => new(column.Key, column.Key == Column ? !Descending : column.LargestFirst);

    public override string ToString() => Descending ? $"-{Column}" : Column;
}
