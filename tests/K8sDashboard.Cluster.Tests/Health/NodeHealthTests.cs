using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class NodeHealthTests
{
    private static readonly Condition Ready = Condition("Ready", ConditionStatus.True);

    private static readonly (string What, Node Node, string Says)[] Cases =
    [
        ("ready", Node(), "Healthy"),
        (
            "silent",
            Node("n", Condition("Ready", ConditionStatus.Unknown, "NodeStatusUnknown", "Kubelet stopped posting node status.")),
            "Unhealthy: NotReady: Kubelet stopped posting node status"
        ),
        ("broken", Node("n", Condition("Ready", ConditionStatus.False, "KubeletNotReady")), "Unhealthy: NotReady: KubeletNotReady"),
        ("never reported", Node() with { Conditions = [] }, "Unknown: its kubelet never reported"),
        ("no network", Node("n", Ready, Condition("NetworkUnavailable", ConditionStatus.True)), "Unhealthy: its pod network is not set up"),
        ("memory", Node("n", Ready, Condition("MemoryPressure", ConditionStatus.True)), "Degraded: under memory pressure"),
        (
            "memory and disk",
            Node("n", Condition("MemoryPressure", ConditionStatus.True), Condition("DiskPressure", ConditionStatus.True), Ready),
            "Degraded: under memory and disk pressure"
        ),
        (
            "no pressure",
            Node("n", Ready, Condition("MemoryPressure", ConditionStatus.False), Condition("PIDPressure", ConditionStatus.False)),
            "Healthy"
        ),
        ("cordoned", Node() with { Unschedulable = true }, "Cordoned: no new pods"),
    ];

    public static TheoryData<string, string> Rows() => new(Cases.Select(row => (row.What, row.Says)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void NodeHealth_NodeConditions_GiveVerdictAndReason(string what, string says) =>
        Assert.Equal(says, NodeHealth.Of(Cases.Single(row => row.What == what).Node, RecentFailures.None, Now).ToString());

    [Fact]
    public void NodeHealth_DiskPressure_SinceIsTheTransitionOfItsCondition()
    {
        var node = Node("n", Ready, Condition("DiskPressure", ConditionStatus.True, minutes: 4));

        Assert.Equal(Ago(4), NodeHealth.Since(node, RecentFailures.None, Now));
    }
}
