using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.Tests.Health;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Resources.Events;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Tests.Architecture;

/// <summary>One registration per kind: nothing outside of the kinds' folders goes over kinds but by the catalogue.</summary>
public sealed partial class ResourceCatalogTests
{
    /// <summary>A statement may be about one kind and another, such as an owner and what it owns.</summary>
    private const int MostKinds = 2;

    [Fact]
    public void ResourceViews_Types_AreThoseOfTheCatalog() =>
        Assert.Equal(
            ResourceCatalog.All.Select(definition => definition.Type.ToString()).Order(StringComparer.Ordinal),
            ResourceViews.All.Select(view => view.Type.ToString()).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void ResourceViews_Paths_AreUnique() => Assert.Distinct(ResourceViews.All.Select(view => view.List?.Path).OfType<string>());

    [Fact]
    public void ResourceViews_SearchRanks_AreUnique() => Assert.Distinct(ResourceViews.Searched.Select(view => view.SearchRank));

    [Fact]
    public void ResourceView_ObjectWithoutAPage_OpensTheListOfItsNameOrItsEvents()
    {
        var here = Address.Of("/");
        var paged = new ResourceView<Pod>(PodResource.Definition) { List = PodView.View.List };
        Assert.Equal("/pods/shop/web-1", paged.Href(here, Given.Pod()));

        // Without object pages, and without any page.
        Assert.Equal("/events?ns=shop&q=web-1.x", EventView.View.Href(here, Given.Event("Pod", Given.Pod(), "x", "y")));
        var unlisted = new ResourceView<Workload>(StatefulSetResource.Definition);
        Assert.Equal("/events?ns=shop&q=statefulset%2Fweb", unlisted.Href(here, Given.Deployment("web")));
    }

    [Fact]
    public void SourceFiles_OutsideOfResources_NoStatementNamesManyKinds() =>
        Assert.Equal(
            [],
            from file in Shared()
            from statement in File.ReadAllText(file).Split(file.EndsWith(".razor", StringComparison.Ordinal) ? '\n' : ';')
            let kinds = Registration().Matches(statement).Select(match => match.Value).Distinct().ToList()
            where kinds.Count > MostKinds
            select $"{Path.GetFileName(file)}: {string.Join(", ", kinds)}"
        );

    [Fact]
    public void SourceFiles_OutsideOfResources_CompareNoKindByName()
    {
        var names = ResourceCatalog.All.SelectMany(definition => new[] { definition.Type.Kind, definition.Type.Singular }).ToHashSet();
        Assert.Equal(
            [],
            from file in Shared()
            from compared in Comparison().Matches(File.ReadAllText(file))
            where names.Contains(compared.Groups[1].Value)
            select $"{Path.GetFileName(file)}: {compared.Value}"
        );
    }

    private static IEnumerable<string> Shared() =>
        SourceTests
            .Sources("src", "*.cs", "*.razor")
            .Where(file => ProductProject().IsMatch(file) && !file.Contains("/Resources/", StringComparison.Ordinal));

    [GeneratedRegex(@"/src/K8sDashboard\.(Cluster|Web)/")]
    private static partial Regex ProductProject();

    [GeneratedRegex(@"\b\w+Resource(?=\.(?:Type|Definition)\b)")]
    private static partial Regex Registration();

    // Patterns and comparisons: is "Pod", == "Pod", "Pod" =>, case "Pod", or "Pod".
    [GeneratedRegex(@"(?:\bis|\bor|\bcase|==|!=|Kind:)\s+""(\w+)""")]
    private static partial Regex Comparison();
}
