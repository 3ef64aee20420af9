using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>One table's query parameters; <paramref name="Query"/> distinguishes the tables of one page.</summary>
internal readonly record struct TableAddress(string? Query)
{
    public string Sort => Of("sort");

    public string Filter => Of(Address.FilterKey);

    public string Problems => Of(Address.ProblemsKey);

    public string Columns => Of("cols");

    /// <summary>The key under which a list's columns are persisted: the same for all pages that show it as a secondary table.</summary>
    public string ListName(string noun) => Query is null ? noun : $"{noun}-below";

    private string Of(string part) => Query is null ? part : $"{Query}-{part}";
}
