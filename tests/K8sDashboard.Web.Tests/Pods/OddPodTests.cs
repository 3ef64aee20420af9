using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Pods;

/// <summary>Invalid objects that no API server should send must not break a page.</summary>
public sealed class OddPodTests : IDisposable
{
    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    [Trait("BadInput", "B05-listed-twice")]
    public void PodPage_DuplicateConditionAndContainer_ShowsAllOfThem()
    {
        var pod = Pod() with
        {
            Conditions =
            [
                Condition("Ready", ConditionStatus.True),
                Condition("Ready", ConditionStatus.False),
                Condition("Ready", ConditionStatus.False),
            ],
            Containers = [Container("app"), Container("app", Ended(1, "Error"))],
        };

        var page = context.Open<PodPage>(EmptyCluster.WithPods(Live(pod)), "/pods/shop/web-1", ("Namespace", "shop"), ("Name", "web-1"));

        Assert.Equal(["Ready", "Ready", "Ready"], page.Table("Conditions").RowNames());
        Assert.Equal(["app", "app"], page.Table("Containers").RowNames());
    }

    [Fact]
    [Trait("BadInput", "B05-listed-twice")]
    public void NodePage_DuplicateCondition_ShowsBoth()
    {
        var node = Node() with { Conditions = [Condition("Ready", ConditionStatus.True), Condition("Ready", ConditionStatus.True)] };

        var page = context.Open<NodePage>(EmptyCluster.WithNodes(Live(node)), $"/nodes/{node.Name}", ("Name", node.Name));

        Assert.Equal(["Ready", "Ready"], page.Table("Conditions").RowNames());
    }

    [Fact]
    [Trait("BadInput", "B05-unreadable-in-list")]
    public void PodsPage_UnreadableObjectsInList_ShowsTheirCount()
    {
        var pods = new Table<Pod>([Pod()], new SyncState.Live { Unreadable = 2 }, 1);

        var page = context.Open<PodsPage>(EmptyCluster.WithPods(pods), "/pods");

        Assert.Equal(["web-1"], page.Table("Pods").RowNames());
        Assert.Contains("2 pods cannot be read and are not shown.", page.Words(), StringComparison.Ordinal);
    }
}
