using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Ui;

/// <summary>One table's part of the address; <paramref name="Query"/> tells the tables of one page apart.</summary>
internal readonly record struct TableAddress(string? Query)
{
    public string Sort => Of("sort");

    public string Filter => Of(Address.FilterKey);

    public string Problems => Of(Address.ProblemsKey);

    public string Columns => Of("cols");

    /// <summary>The name that a list's columns are remembered by: the same for all pages that have it below something else.</summary>
    public string ListName(string noun) => Query is null ? noun : $"{noun}-below";

    private string Of(string part) => Query is null ? part : $"{Query}-{part}";
}
