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

/// <summary>Freshness of the whole screen, and of the data for commands.</summary>
public class SnapshotFreshnessTests
{
    private static readonly SyncState Lost = new SyncState.Interrupted(Ago(6), "etcd is gone");
    private static readonly SyncState Forbidden = new SyncState.Forbidden("no");

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public void SnapshotFreshness_OneKindFrozen_NamesItAndForbidsOnlyDependentWrites()
    {
        var noEvents = EmptyCluster with { Events = TableOf<ClusterEvent>(Lost) };
        Assert.Equal($"events frozen since {new Clock(Now).TimeOf(Ago(6))}", Text(noEvents));
        Assert.False(SnapshotFreshness.OfWorkloads(noEvents, Now).ForbidsWrites);

        var noPods = EmptyCluster with { Pods = TableOf<Pod>(Lost) };
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
        var mixed = EmptyCluster with { Deployments = TableOf<Workload>(Lost), Pods = TableOf<Pod>(soon) };
        Assert.Equal(
            ("deployments", "deployments"),
            (SnapshotFreshness.Of(mixed, Now).Only, SnapshotFreshness.OfWorkloads(mixed, Now).Only)
        );

        var all = mixed with { ReplicaSets = TableOf<Workload>(Lost), Pods = TableOf<Pod>(Lost) };
        Assert.Equal("pods, deployments, replicasets", SnapshotFreshness.OfWorkloads(all, Now).Only);
    }

    [Theory]
    [InlineData("pods", true)]
    [InlineData("events", false)]
    public void SyncNotice_KindFrozen_SaysActionsDisabledOnlyIfItForbidsWrites(string noun, bool forbids) =>
        Assert.Equal(
            forbids,
            SyncNotice.Of(Lost, noun, new Clock(Now), [])!.Text.Contains("Actions are disabled", StringComparison.Ordinal)
        );

    [Fact]
    public void SnapshotFreshness_ThreeKindsFrozen_IsFrozenWithoutKindNames() =>
        Assert.Equal(
            $"frozen since {new Clock(Now).TimeOf(Ago(6))}",
            Text(EmptyCluster with { Pods = TableOf<Pod>(Lost), Nodes = TableOf<Node>(Lost), Events = TableOf<ClusterEvent>(Lost) })
        );

    [Fact]
    public void SnapshotFreshness_AllKindsForbidden_IsNoAccess()
    {
        var refused = new ClusterSnapshot
        {
            Nodes = TableOf<Node>(Forbidden),
            Namespaces = TableOf<Namespace>(Forbidden),
            Pods = TableOf<Pod>(Forbidden),
            Deployments = TableOf<Workload>(Forbidden),
            ReplicaSets = TableOf<Workload>(Forbidden),
            Services = TableOf<Service>(Forbidden),
            EndpointSlices = TableOf<EndpointSlice>(Forbidden),
            Events = TableOf<ClusterEvent>(Forbidden),
        };
        Assert.Equal("no access", Text(refused));
        Assert.Equal("live", Text(refused with { Pods = Live<Pod>() }));
    }

    private static string Text(ClusterSnapshot snapshot) => FreshnessChip.TextOf(SnapshotFreshness.Of(snapshot, Now), new Clock(Now));
}
