using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class NodeLookbackTests
{
    private static readonly Condition Ready = Condition("Ready", ConditionStatus.True, minutes: 600);
    private static readonly Condition Relieved = Condition("MemoryPressure", ConditionStatus.False, minutes: 2);
    private static readonly Condition Never = Condition("DiskPressure", ConditionStatus.False, minutes: 600);

    private static readonly (string What, Node Node, double[] Evictions, string Says)[] Cases =
    [
        (
            "flapped, evicted",
            Node("node-1", Ready, Relieved, Never),
            [4, 3, 5],
            "Degraded: had memory pressure until 2 min ago; evicted 3 pods"
        ),
        ("flapped", Node("node-1", Ready, Relieved), [], "Degraded: had memory pressure until 2 min ago"),
        (
            "flapped just now",
            Node("node-1", Ready, Condition("DiskPressure", ConditionStatus.False, minutes: 0.1)),
            [],
            "Degraded: had disk pressure until just now"
        ),
        ("flapped 15 minutes ago", Node("node-1", Ready, Condition("MemoryPressure", ConditionStatus.False, minutes: 15)), [], "Healthy"),
        (
            "under pressure, evicted",
            Node("node-1", Ready, Condition("MemoryPressure", ConditionStatus.True)),
            [1],
            "Degraded: under memory pressure; evicted 1 pod"
        ),
        ("evicted alone", Node("node-1", Ready, Never), [4], "Degraded: evicted 1 pod 4 min ago"),
        ("evicted long ago", Node("node-1", Ready, Never), [16], "Healthy"),
        ("evicted in the future", Node("node-1", Ready, Never), [-60], "Healthy"),
        (
            "was silent: all conditions turned at once",
            Node("node-1", Condition("Ready", ConditionStatus.True, minutes: 2), Relieved),
            [],
            "Degraded: was NotReady until 2 min ago"
        ),
        (
            "joined lately",
            Node(
                "node-1",
                Condition("Ready", ConditionStatus.True, minutes: 2),
                Condition("MemoryPressure", ConditionStatus.False, minutes: 3)
            ) with
            {
                Created = Ago(3),
            },
            [],
            "Healthy"
        ),
        (
            "cordoned after pressure",
            Node("node-1", Ready, Relieved) with
            {
                Unschedulable = true,
            },
            [],
            "Degraded: had memory pressure until 2 min ago"
        ),
    ];

    public static TheoryData<string, string> Rows() => new(Cases.Select(row => (row.What, row.Says)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void NodeHealth_TroubleThatIsOver_IsRememberedForItsWindow(string what, string says)
    {
        var (_, node, evictions, _) = Cases.Single(row => row.What == what);

        Assert.Equal(says, NodeHealth.Of(node, Failures(evictions), Now).ToString());
    }

    [Fact]
    public void RecentFailures_PodAndEventOfOneEviction_CountOnce()
    {
        var pod = Pod() with
        {
            Phase = PodPhase.Failed,
            Reason = "Evicted",
            Conditions = [Condition("Ready", ConditionStatus.False, minutes: 4)],
        };
        var cluster = EmptyCluster.WithPods(Live(pod)).WithEvents(Live(Evicted(pod, 4), Evicted(Pod("other"), 3)));

        Assert.Equal((2, Ago(3)), RecentFailures.Of(cluster, Now).EvictionsOn("node-1", Now));
    }

    [Fact]
    public void RecentFailures_SameSnapshotLater_ForgetsByItself()
    {
        var failures = RecentFailures.Of(EmptyCluster.WithEvents(Live(Evicted(Pod(), 4))), Now);
        var node = Node("node-1", Ready);

        Assert.Equal("Degraded: evicted 1 pod 14 min ago", NodeHealth.Of(node, failures, Now.AddMinutes(10)).ToString());
        Assert.Equal("Healthy", NodeHealth.Of(node, failures, Now.AddMinutes(11)).ToString());
    }

    [Fact]
    public void RecentFailures_EvictedEventOfAnotherComponent_IsNoEvictionByTheNode() =>
        Assert.Equal(
            0,
            RecentFailures
                .Of(EmptyCluster.WithEvents(Live(Evicted(Pod(), 4) with { Source = "descheduler" })), Now)
                .EvictionsOn("node-1", Now)
                .Pods
        );

    private static RecentFailures Failures(double[] minutes) =>
        new([], Live<Workload>(), [.. minutes.Select((ago, index) => new Eviction($"pod-{index}", "node-1", Ago(ago)))]);

    private static ClusterEvent Evicted(Pod pod, double minutes) =>
        Event("Pod", pod, "Evicted", "The node was low on resource: memory.") with
        {
            Host = "node-1",
            LastSeen = Ago(minutes),
        };
}
