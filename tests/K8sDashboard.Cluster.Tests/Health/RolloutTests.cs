using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class RolloutTests
{
    [Fact]
    public void Rollout_InProgress_HasOldAndNewReplicaSetsWithTheirPods()
    {
        var deployment = Deployment() with { Revision = 2, Updated = 1, Current = 4 };
        var (old, next) = (ReplicaSet(deployment, "aaa", 1, 3), ReplicaSet(deployment, "bbb", 2, 1, image: "nginx:1.9.1"));
        var rollout = Rollout.Of(
            deployment,
            Live(old, next),
            Live(Pod("web-aaa-1").OwnedBy(old), Pod("web-bbb-1").OwnedBy(next), Pod("stranger"))
        );

        Assert.Equal(RolloutProgress.UnderWay, rollout.Progress);
        Assert.Equal(("web-bbb", "web-bbb-1"), (rollout.New!.ReplicaSet.Name, Assert.Single(rollout.New.Pods).Name));
        var side = Assert.Single(rollout.Old);
        Assert.Equal(("web-aaa", "web-aaa-1"), (side.ReplicaSet.Name, Assert.Single(side.Pods).Name));
    }

    [Fact]
    public void Rollout_AfterRollback_ReusedReplicaSetIsTheNewOne()
    {
        var deployment = Deployment() with { Revision = 3 };
        var (rolledBack, left) = (ReplicaSet(deployment, "aaa", 3, 3), ReplicaSet(deployment, "bbb", 2, 0));

        Assert.Equal("web-aaa", Rollout.Of(deployment, Live(left, rolledBack), Live<Cluster.Resources.Pods.Pod>()).New!.ReplicaSet.Name);
    }

    [Fact]
    public void Rollout_OldReplicaSetAtZero_IsListedOnlyWhileAPodRemains()
    {
        var deployment = Deployment() with { Revision = 2 };
        var (old, next) = (ReplicaSet(deployment, "aaa", 1, 0), ReplicaSet(deployment, "bbb", 2, 3));
        var last = Pod("web-aaa-1").OwnedBy(old) with { Deleted = Now };

        Assert.Empty(Rollout.Of(deployment, Live(old, next), Live<Cluster.Resources.Pods.Pod>()).Old);
        Assert.Single(Rollout.Of(deployment, Live(old, next), Live(last)).Old);
    }

    [Fact]
    public void Rollout_SameNameWithOtherUid_OwnsNoReplicaSet()
    {
        var deployment = Deployment();
        var recreated = deployment with { Uid = "another" };

        Assert.Null(Rollout.Of(recreated, Live(ReplicaSet(deployment, "aaa", 1, 3)), Live<Cluster.Resources.Pods.Pod>()).New);
    }
}
