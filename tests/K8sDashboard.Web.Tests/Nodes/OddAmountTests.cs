using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Tests.BadInputs;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Nodes;

/// <summary>Pages of nodes and pods with invalid or overflowing quantities.</summary>
public sealed class OddAmountTests : IDisposable
{
    private const string Unknown = "<none>";

    private readonly PageContext context = new();

    public static TheoryData<string, double?> Amounts =>
        [.. BadQuantities.All.Where(one => one.Key.Length < 100).Select(one => one.Value).Distinct().Select(value => ($"{value}", value))];

    public void Dispose() => context.Dispose();

    [Theory]
    [Trait("BadInput", "B05-quantities")]
    [MemberData(nameof(Amounts))]
    public void NodeAndPodPages_InvalidOrExtremeQuantities_RenderAndShowAmountOrNone(string name, double? amount)
    {
        Assert.NotNull(name);
        var capacity = new NodeCapacity(amount, amount, amount, (int?)amount);
        Node[] nodes =
        [
            Node() with
            {
                Capacity = capacity,
                Allocatable = capacity,
            },
            Node("node-2") with
            {
                Capacity = capacity,
                Allocatable = capacity,
            },
        ];
        var pod = Pod() with { Containers = [Container(requests: new(amount, amount))] };
        var cluster = EmptyCluster.WithNodes(Live([.. nodes])).WithPods(Live(pod));

        var reserved = context.Open<NodePage>(cluster, "/nodes/node-1", ("Name", "node-1")).Table("Allocated resources").Words();
        if (amount is null)
            Assert.Contains($"memory 0 0 {Unknown}", reserved, StringComparison.Ordinal);
        else
            Assert.DoesNotContain(Unknown, reserved, StringComparison.Ordinal);
        Assert.Equal(["node-1", "node-2"], context.Open<NodesPage>(cluster, "/nodes").Table("Nodes").RowNames());
        Assert.Equal(
            ["app"],
            context.Open<PodPage>(cluster, "/pods/shop/web-1", ("Namespace", "shop"), ("Name", "web-1")).Table("Containers").RowNames()
        );
        Assert.NotEmpty(context.Open<OverviewPage>(cluster).Words());
    }
}
