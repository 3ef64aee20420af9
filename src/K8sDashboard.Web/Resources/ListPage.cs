namespace K8sDashboard.Web.Resources;

/// <summary>The list page of a kind in the navigation.</summary>
/// <param name="Title">The heading: <c>Pods</c>.</param>
/// <param name="Path">The URL's path, without namespaces: <c>/pods</c>.</param>
/// <param name="Icon">The name of its icon in the style sheet (icons.css): <c>pods</c>.</param>
public sealed record ListPage(string Title, string Path, string Icon)
{
    /// <summary>Each object has a page below the list's path.</summary>
    public bool HasObjectPages { get; init; } = true;
}
