using Bunit;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Nodes;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Nodes;

public sealed class NodePagesTests : IDisposable
{
    private static readonly Node One = Node() with
    {
        Roles = ["worker"],
        OsImage = "Debian GNU/Linux 13",
        Kernel = "6.12",
        Architecture = "amd64",
        ContainerRuntime = "containerd://2.1",
        Taints = [new("dedicated", "db", "NoSchedule")],
    };

    private static readonly Node Reachable = Node() with
    {
        Addresses =
        [
            new("InternalIP", "10.1.0.1"),
            new("InternalIP", "fd00::7"),
            new("ExternalIP", "203.0.113.9"),
            new("InternalDNS", "ip-10-1-0-1.ec2.internal"),
            new("ExternalDNS", "w1.example.com"),
        ],
    };

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void NodesPage_ReadyNode_ShowsColumnsLikeKubectl()
    {
        var busy = Pod() with { Containers = [Container(requests: new(0.5, 1024.0 * 1024 * 1024))] };
        var done = busy with { Ref = new("shop", "done"), Uid = "done", Phase = PodPhase.Succeeded };

        var table = context.Open<NodesPage>(EmptyCluster.WithNodes(Live(One)).WithPods(Live(busy, done)), "/nodes").Table("Nodes");

        Assert.Equal(
            [
                "NAME",
                "STATUS",
                "ROLES",
                "AGE",
                "VERSION",
                "INTERNAL-IP",
                "OS-IMAGE",
                "KERNEL-VERSION",
                "CONTAINER-RUNTIME",
                "CPU",
                "MEMORY",
                "DISK",
                "PODS",
            ],
            table.Headers()
        );
        Assert.Equal(
            [
                "node-1",
                "Ready",
                "worker",
                "10h",
                "v1.36.2",
                "10.1.0.1",
                "Debian GNU/Linux 13",
                "6.12 (amd64)",
                "containerd://2.1",
                "…",
                "…",
                "…",
                "1/110",
            ],
            table.Row("node-1").Values
        );
    }

    [Fact]
    public void NodesPage_PodsForbiddenOrSyncing_ShowsDashForPodCount()
    {
        var forbidden = EmptyCluster.WithNodes(Live(One)).WithPods(TableOf<Pod>(new SyncState.Forbidden("pods is forbidden")));
        var syncing = EmptyCluster.WithNodes(Live(One)).WithPods(TableOf(new SyncState.Syncing(1, 50_000), Pod()));

        foreach (var cluster in new[] { forbidden, syncing })
        {
            Assert.Equal("–/110", context.Open<NodesPage>(cluster, "/nodes").Table("Nodes").Row("node-1")["PODS"]);
        }
    }

    [Fact]
    public void NodePage_ReadyNode_ShowsAllocatedResourcesPodsTaintsAndConditions()
    {
        var pod = Pod() with { Containers = [Container(requests: new(1, null))] };
        var page = Open(EmptyCluster.WithNodes(Live(One)).WithPods(Live(pod, Pod("elsewhere") with { NodeName = "node-2" })));

        Assert.Equal(["web-1"], page.Table("Pods").RowNames());
        Assert.Contains("cpu 1 (50%) 0 (0%) 2", page.Table("Allocated resources").Words(), StringComparison.Ordinal);
        Assert.Contains("dedicated=db:NoSchedule", page.Words(), StringComparison.Ordinal);
        Assert.Equal("True", page.Table("Conditions").Row("Ready")["STATUS"]);
    }

    [Fact]
    public void NodePage_EventWithNodeNameAsUid_IsShown()
    {
        var rebooted = Event("Node", One, "Rebooted", "Node rebooted") with { Subject = new(NodeResource.Type, One.Ref, "node-1") };

        Assert.Equal(["Rebooted"], Open(EmptyCluster.WithNodes(Live(One)).WithEvents(Live(rebooted))).Table("Events").RowNames());
    }

    [Theory]
    [InlineData("10.1.0.1")]
    [InlineData("fd00::7")]
    [InlineData("203.0.113.9")]
    [InlineData("ip-10-1-0-1.ec2.internal")]
    [InlineData("w1.example.com")]
    public void NodesPage_FilterByAnyAddress_FindsTheNode(string address)
    {
        var cluster = EmptyCluster.WithNodes(Live(Reachable, Node("node-2") with { Addresses = [new("InternalIP", "10.1.0.2")] }));

        Assert.Equal(["node-1"], context.Open<NodesPage>(cluster, $"/nodes?q={address}").Table("Nodes").RowNames());
    }

    [Fact]
    public void NodePage_EveryAddress_StandsThereWithItsType()
    {
        var page = Open(EmptyCluster.WithNodes(Live(Reachable))).Words();

        Assert.Contains(
            "InternalIP 10.1.0.1 InternalIP fd00::7 ExternalIP 203.0.113.9 InternalDNS ip-10-1-0-1.ec2.internal ExternalDNS w1.example.com",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NodePages_CordonedNode_IsMarkedAsSuchAndNotIdle()
    {
        var cluster = EmptyCluster.WithNodes(Live(One with { Unschedulable = true }));
        var status = context.Open<NodesPage>(cluster, "/nodes").Table("Nodes").QuerySelector("tbody .chip")!;

        Assert.Equal(("Ready,SchedulingDisabled", "Cordoned: no new pods"), (status.Words(), status.GetAttribute("data-tip")));
        Assert.Contains("glyph-ban", status.ClassList);
        Assert.Equal("Cordoned: no new pods", Open(cluster).Find("header .chip").Words());
    }

    [Fact]
    public void NodePage_NodeDeletedWhileOpen_ShowsDeleted()
    {
        var page = Open(EmptyCluster.WithNodes(Live(One)));
        PageContext.Publish(page, EmptyCluster);

        Assert.Contains("Node node-1 was deleted.", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void NodesPage_NodesForbidden_ShowsServerMessage() =>
        Assert.Contains(
            "nodes is forbidden",
            context.Open<NodesPage>(EmptyCluster.WithNodes(TableOf<Node>(new SyncState.Forbidden("nodes is forbidden")))).Words(),
            StringComparison.Ordinal
        );

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> Open(ClusterSnapshot cluster) =>
        context.Open<NodePage>(cluster, "/nodes/node-1", ("Name", "node-1"));
}
