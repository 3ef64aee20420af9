using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Status;
using K8sDashboard.Web.Ui.Time;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Projections;

/// <summary>Freshness of the whole screen, and of the data for actions.</summary>
public class SnapshotFreshnessTests
{
    private static readonly SyncState Lost = new SyncState.Interrupted(Ago(6), "etcd is gone");
    private static readonly SyncState Forbidden = new SyncState.Forbidden("no");

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public void SnapshotFreshness_OneKindFrozen_NamesItAndForbidsOnlyDependentWrites()
    {
        var noEvents = EmptyCluster.WithEvents(TableOf<ClusterEvent>(Lost));
        Assert.Equal($"events frozen since {new Clock(Now).TimeOf(Ago(6))}", Text(noEvents));
        Assert.False(SnapshotFreshness.OfWorkloads(noEvents, Now).ForbidsWrites);

        var noPods = EmptyCluster.WithPods(TableOf<Pod>(Lost));
        Assert.Equal($"pods frozen since {new Clock(Now).TimeOf(Ago(6))}", Text(noPods));
        Assert.Equal(
            (true, "pods"),
            (SnapshotFreshness.OfWorkloads(noPods, Now).ForbidsWrites, SnapshotFreshness.OfWorkloads(noPods, Now).Only)
        );
    }

    [Fact]
    public void SnapshotFreshness_FrozenAndReconnectingKinds_NamesOnlyTheFrozen()
    {
        var soon = new SyncState.Interrupted(Now.AddSeconds(-6), "just now");
        var mixed = EmptyCluster.WithDeployments(TableOf<Workload>(Lost)).WithPods(TableOf<Pod>(soon));
        Assert.Equal(
            ("deployments", "deployments"),
            (SnapshotFreshness.Of(mixed, Now).Only, SnapshotFreshness.OfWorkloads(mixed, Now).Only)
        );

        var all = mixed.WithReplicaSets(TableOf<Workload>(Lost)).WithPods(TableOf<Pod>(Lost));
        Assert.Equal("deployments, replicasets, pods", SnapshotFreshness.OfWorkloads(all, Now).Only);
    }

    [Theory]
    [InlineData("Pod", true)]
    [InlineData("Event", false)]
    public void SyncNotice_KindFrozen_SaysActionsDisabledOnlyIfItForbidsWrites(string kind, bool forbids) =>
        Assert.Equal(
            forbids,
            SyncNotice
                .Of(Lost, "objects", TypeOf(kind), new Clock(Now), [])!
                .Text.Contains("Actions are disabled", StringComparison.Ordinal)
        );

    [Fact]
    public void SnapshotFreshness_ThreeKindsFrozen_IsFrozenWithoutKindNames() =>
        Assert.Equal(
            $"frozen since {new Clock(Now).TimeOf(Ago(6))}",
            Text(EmptyCluster.WithPods(TableOf<Pod>(Lost)).WithNodes(TableOf<Node>(Lost)).WithEvents(TableOf<ClusterEvent>(Lost)))
        );

    [Fact]
    public void SnapshotFreshness_AllKindsForbidden_IsNoAccess()
    {
        var refused = ClusterSnapshot
            .Empty.WithNodes(TableOf<Node>(Forbidden))
            .WithNamespaces(TableOf<Namespace>(Forbidden))
            .WithPods(TableOf<Pod>(Forbidden))
            .WithDeployments(TableOf<Workload>(Forbidden))
            .WithReplicaSets(TableOf<Workload>(Forbidden))
            .WithStatefulSets(TableOf<Workload>(Forbidden))
            .WithServices(TableOf<Service>(Forbidden))
            .WithEndpointSlices(TableOf<EndpointSlice>(Forbidden))
            .WithEvents(TableOf<ClusterEvent>(Forbidden));
        Assert.Equal("no access", Text(refused));
        Assert.Equal("live", Text(refused.WithPods(Live<Pod>())));
    }

    private static string Text(ClusterSnapshot snapshot) => FreshnessChip.TextOf(SnapshotFreshness.Of(snapshot, Now), new Clock(Now));
}
