using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class ClusterHealthTests
{
    private static readonly Node Down = Node(
        "node-7",
        Condition("Ready", ConditionStatus.Unknown, "", "Kubelet stopped posting node status.", minutes: 4)
    );

    [Fact]
    public void ClusterHealth_NoProblems_IsHealthy()
    {
        var health = ClusterHealth.Of(EmptyCluster.WithNodes(Live(Node())).WithPods(Live(Pod())), Now);

        Assert.Equal(Verdict.Healthy, health.Verdict);
        Assert.Empty(health.Causes);
    }

    [Fact]
    public void ClusterHealth_TwentyUnreadyPodsOnADownNode_AreOneCause()
    {
        var pods = Enumerable
            .Range(0, 20)
            .Select(index => Pod($"web-{index}") with { NodeName = "node-7", Conditions = [Condition("Ready", ConditionStatus.False)] });
        var health = ClusterHealth.Of(EmptyCluster.WithNodes(Live(Node(), Down)).WithPods(Live<Pod>([.. pods])), Now);

        var cause = Assert.Single(health.Causes);
        Assert.Equal(("Node", "node-7", 20, (DateTimeOffset?)Ago(4)), (cause.Type.Kind, cause.Ref.Name, cause.Pods, cause.Since));
        Assert.Equal("Unhealthy: 1 node unhealthy", health.Verdict.ToString());
    }

    [Fact]
    public void ClusterHealth_DeploymentLacksOnlyPodsOfADownNode_NamesOnlyTheNode()
    {
        var deployment = Deployment(desired: 2) with
        {
            Ready = 1,
            Available = 1,
            Conditions =
            [
                Condition("Available", ConditionStatus.False),
                Condition("Progressing", ConditionStatus.True, "NewReplicaSetAvailable"),
            ],
        };
        var set = ReplicaSet(deployment, "aaa", 1, 2);
        var lost = Pod("web-aaa-1").OwnedBy(set) with { NodeName = "node-7", Conditions = [Condition("Ready", ConditionStatus.False)] };
        var cluster = EmptyCluster
            .WithNodes(Live(Node(), Down))
            .WithDeployments(Live(deployment))
            .WithReplicaSets(Live(set))
            .WithPods(Live(lost, Pod("web-aaa-2").OwnedBy(set)));

        Assert.Equal("Node", Assert.Single(ClusterHealth.Of(cluster, Now).Causes).Type.Kind);
    }

    [Fact]
    public void ClusterHealth_FailingPodOfADeployment_IsCountedUnderTheDeployment()
    {
        var deployment = Deployment() with
        {
            Updated = 1,
            Current = 4,
            Conditions = [Condition("Progressing", ConditionStatus.True, "ReplicaSetUpdated")],
        };
        var set = ReplicaSet(deployment, "bbb", 2, 1);
        var cluster = EmptyCluster
            .WithDeployments(Live(deployment))
            .WithReplicaSets(Live(set))
            .WithPods(Live(Pod("web-bbb-1").Waits("ImagePullBackOff").OwnedBy(set)));
        var health = ClusterHealth.Of(cluster, Now);

        var cause = Assert.Single(health.Causes);
        Assert.Equal(("Deployment", 1), (cause.Type.Kind, cause.Pods));
        Assert.Equal("1 of 3 updated: ImagePullBackOff nginx:1.9.1", cause.Verdict.Reason);
    }

    [Fact]
    public void ClusterHealth_FailingPodsOfADaemonSet_ShareOneCause()
    {
        static Pod Agent(string name) =>
            Pod(name) with
            {
                Owner = new(TypeOf("DaemonSet"), "agent", "uid-agent"),
                Containers = [Container(state: Waiting("CrashLoopBackOff"))],
            };

        var cause = Assert.Single(ClusterHealth.Of(EmptyCluster.WithPods(Live(Agent("agent-1"), Agent("agent-2"))), Now).Causes);
        Assert.Equal(("DaemonSet", "agent", 2), (cause.Type.Kind, cause.Ref.Name, cause.Pods));
    }

    [Fact]
    public void ClusterHealth_ServiceSelectsNoPodOrACrashingOne_NamesOnlyTheFirst()
    {
        var (dangling, web) = (Service("dangling", "nobody"), Service());
        var crash = Pod("web-1") with { Labels = LabelsOf("app", "web"), Containers = [Container(state: Waiting("CrashLoopBackOff"))] };
        var causes = ClusterHealth
            .Of(
                EmptyCluster
                    .WithServices(Live(dangling, web))
                    .WithPods(Live(crash))
                    .WithEndpointSlices(Live(Slice(web, Endpoint(crash, false)))),
                Now
            )
            .Causes;

        Assert.Equal(["web-1", "dangling"], causes.Select(cause => cause.Ref.Name));
    }

    [Fact]
    public void ClusterHealth_SeveralCauses_AreOrderedBySeverityThenNodesBeforePods()
    {
        var pressed = Node("node-2", Condition("Ready", ConditionStatus.True), Condition("MemoryPressure", ConditionStatus.True));
        var crash = Pod("z") with { Containers = [Container(state: Waiting("CrashLoopBackOff"))] };
        var health = ClusterHealth.Of(EmptyCluster.WithNodes(Live(pressed, Down)).WithPods(Live(crash)), Now);

        Assert.Equal(["node-7", "z", "node-2"], health.Causes.Select(cause => cause.Ref.Name));
        Assert.Equal("1 node unhealthy, 1 node degraded, 1 pod unhealthy", health.Verdict.Reason);
    }

    [Fact]
    public void ClusterHealth_UnsyncedOrForbiddenTable_IsUnknown()
    {
        Assert.Equal("Unknown: still reading pods", ClusterHealth.Of(EmptyCluster.WithPods(Table<Pod>.Unsynced), Now).Verdict.ToString());
        var forbidden = EmptyCluster.WithNodes(TableOf<Node>(new SyncState.Forbidden("nodes is forbidden")));
        Assert.Equal("Unknown: no permission to see nodes", ClusterHealth.Of(forbidden, Now).Verdict.ToString());
    }
}
