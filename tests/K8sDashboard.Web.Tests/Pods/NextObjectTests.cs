using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Ui.Charts;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Pods;

/// <summary>Navigation from one object's page directly to another's.</summary>
public sealed class NextObjectTests : IDisposable
{
    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void PodPage_NavigationToOtherPod_ReplacesTheCharts()
    {
        var page = context.Open<PodPage>(
            EmptyCluster.WithPods(Live(Pod("a"), Pod("b"))),
            "/pods/shop/a",
            ("Namespace", "shop"),
            ("Name", "a")
        );
        var before = page.FindComponents<PodPanels>()[0].Instance;

        PageContext.Turn<PodPage>(page, "/pods/shop/b", ("Namespace", "shop"), ("Name", "b"));

        Assert.Equal("b", page.Find("h1").TextContent);
        var after = page.FindComponents<PodPanels>()[0].Instance;
        Assert.Equal("b", after.Pod);
        // A new instance, since a panel keeps its series until new ones arrive.
        Assert.NotSame(before, after);
    }
}
