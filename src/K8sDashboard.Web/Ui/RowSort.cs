namespace K8sDashboard.Web.Ui;

/// <summary>The order of a list as the address has it: a column's name, with <c>-</c> before it for the other way round.</summary>
public readonly record struct RowSort(string Column, bool Descending)
{
    public static RowSort Parse(string text) => text.StartsWith('-') ? new(text[1..], true) : new(text, false);

    /// <summary>What a click on a header asks for: that column, and the other way round where it already leads.</summary>
    public RowSort After(string column) => new(column, column == Column && !Descending);

    public override string ToString() => Descending ? $"-{Column}" : Column;
}
