using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;
using Microsoft.Extensions.Time.Testing;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Projections;

public sealed class FailureIndexTests
{
    private static readonly Workload Web = Deployment(desired: 2);
    private static readonly Workload Set = ReplicaSet(Web, "aaa", 1, 2);
    private static readonly Pod Killed = (
        Pod("killed") with
        {
            Containers = [Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 3))],
        }
    ).OwnedBy(Set);

    private static readonly ClusterSnapshot Cluster = EmptyCluster
        .WithDeployments(Live(Web))
        .WithReplicaSets(Live(Set))
        .WithPods(Live(Killed, Pod("fine").OwnedBy(Set)))
        .WithEvents(Live(Event("Pod", Killed, "Evicted", "low on memory") with { Host = "node-1" }));

    private readonly ComputeCache shared = new(new FakeTimeProvider(Now));

    [Fact]
    public void FailureIndex_OnlyTimePasses_IsReused() => Assert.Same(Of(Cluster), Of(Cluster, Now.AddMinutes(5)));

    [Fact]
    public void FailureIndex_UnrelatedEvents_IsReused()
    {
        var before = Of(Cluster);
        var events = Live<ClusterEvent>([.. Cluster.Events.Items, Event("Pod", Pod("fine"), "Pulled", "image", "Normal")]);

        Assert.Same(before, Of(Cluster.WithEvents(events)));
    }

    [Fact]
    public void FailureIndex_EvictionEvent_IsCounted()
    {
        Assert.Equal(1, Of(Cluster).EvictionsOn("node-1", Now).Pods);
        var events = Live<ClusterEvent>([
            .. Cluster.Events.Items,
            Event("Pod", Pod("fine"), "Evicted", "low on memory") with
            {
                Host = "node-1",
            },
        ]);

        Assert.Equal(2, Of(Cluster.WithEvents(events)).EvictionsOn("node-1", Now).Pods);
    }

    [Fact]
    public void FailureIndex_PodsChange_FollowsThem()
    {
        Assert.Equal(["killed"], Of(Cluster).PodsOf(Web).Select(pod => pod.Name));
        var also = (Pod("fine") with { ResourceVersion = "2", Containers = Killed.Containers }).OwnedBy(Set);

        Assert.Equal(["fine", "killed"], Of(Cluster.WithPods(Live(Killed, also))).PodsOf(Web).Select(pod => pod.Name).Order());
    }

    private RecentFailures Of(ClusterSnapshot cluster, DateTimeOffset? now = null) =>
        FailureIndex.Of(shared, new ClusterView(cluster, null!, "test", now ?? Now));
}
