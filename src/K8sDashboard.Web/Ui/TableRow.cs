namespace K8sDashboard.Web.Ui;

/// <summary>A row in its place.</summary>
/// <param name="Index">Its place in the table that assistive technology counts, the header being 1.</param>
/// <param name="Gone">Its object is no more; it stands there only so that nothing moves.</param>
internal readonly record struct TableRow<TRow>(int Index, TRow Row, bool Gone)
{
    public static TableRow<TRow> At(int place, TRow row, bool gone = false) => new(place + 2, row, gone);
}
