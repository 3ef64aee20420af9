using K8sDashboard.Cluster.Resources;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>What is fixed of a list, whatever rows it has. Declare it once, as a static field.</summary>
/// <param name="Name">The table's accessible name, its objects in the plural: <c>Pods</c>.</param>
/// <param name="Singular">One of them: <c>pod</c>.</param>
/// <param name="Columns">The first column names the row and links to its page.</param>
/// <param name="Key">The row key: identity over time.</param>
public sealed record TableDefinition<TRow>(string Name, string Singular, IReadOnlyList<LiveColumn<TRow>> Columns, Func<TRow, object> Key)
{
    /// <summary>The type whose table the list is of; null for a list of other things.</summary>
    public ResourceType? Type { get; init; }

    /// <summary>The object of a row; with it each row has a menu, and links to the object's page.</summary>
    public Func<TRow, RowSubject>? Subject { get; init; }

    /// <summary>The URL of a row's page, where it is not that of its subject; null where it has none.</summary>
    public Func<TRow, Address, string?>? Href { get; init; }

    /// <summary>Whether a row has a problem, for the filter in the URL; null where no row can have one.</summary>
    public Func<TRow, bool>? Problem { get; init; }

    /// <summary>The default order, in the form of the URL: <c>-last-seen</c>; empty for the first column.</summary>
    public string DefaultSort { get; init; } = "";

    public bool Filterable { get; init; } = true;

    internal string Noun { get; } = Name.ToLowerInvariant();

    internal string? HrefOf(TRow row, Address address)
    {
        if (Href is not null)
            return Href(row, address);
        return Subject?.Invoke(row) is { } subject ? address.Object(subject.Type, subject.Ref) : null;
    }
}
