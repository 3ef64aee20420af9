using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Fleet;

public sealed class FleetTests
{
    private static readonly FleetSize Size = new(50, 500, 0);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Fleet_RequestedSize_IsExactAndLeavesSeededClusterUnchanged()
    {
        var (alone, world) = (new World(), new World(fleet: Size));
        Assert.Equal(Size.Pods, Pods(world).Count);
        Assert.Equal(Size.Nodes, world.Store.List<Node>().Count(node => world.Scope!.IsNode(node.Metadata.Name)));
        Assert.True(world.Scope!.Namespaces.Count > 1);
        Assert.Equal(Facts(alone, _ => true), Facts(world, pod => !world.Scope.Namespaces.Contains(pod.Metadata.Namespace)));
    }

    [Fact]
    public void Fleet_SameOrOtherSeed_ReproducesOrChangesPods()
    {
        var fleet = Facts(new World(3, founded: false, fleet: Size), _ => true);
        Assert.Equal(fleet, Facts(new World(3, founded: false, fleet: Size), _ => true));
        Assert.NotEqual(fleet, Facts(new World(4, founded: false, fleet: Size), _ => true));
    }

    [Fact]
    public void Fleet_GeneratedPods_HaveRealisticSpecSizeAndManagedFields()
    {
        var pods = Pods(new World(founded: false, fleet: Size));
        Assert.All(pods, pod => Assert.InRange(pod.Spec.Containers.Count, 2, 4));
        Assert.All(
            pods,
            pod =>
                Assert.True(
                    pod.Spec.Volumes.Count > 0 && pod.Spec.Containers[0].Env.Count > 0 && pod.Spec.Containers[0].LivenessProbe is not null
                )
        );
        Assert.All(pods, pod => Assert.True(Availability.IsReady(pod)));
        Assert.All(
            pods,
            pod => Assert.Equal(["kube-controller-manager", "kubelet"], pod.Metadata.ManagedFields.Select(entry => entry.Manager))
        );
        Assert.All(
            pods,
            pod =>
                Assert.Contains(
                    $"k:{{\\\"ip\\\":\\\"{pod.Status.PodIP}\\\"}}",
                    pod.Metadata.ManagedFields[1].FieldsV1.Raw.ToStringUtf8(),
                    StringComparison.Ordinal
                )
        );
        Assert.InRange(pods.Average(pod => pod.CalculateSize()), 6_000, 12_000);
    }

    [Fact]
    public void Fleet_OwnersNodesAndEndpointSlices_MatchPods() => Consistent.Check(new World(founded: false, fleet: Size));

    [Fact]
    public void Fleet_StoreCompacted_WakesWorkloadsWithoutChanges()
    {
        var world = new World(founded: false, fleet: Size);
        world.Run(LivingCluster.Beat);
        var before = Everything(world);
        // After a compaction all of them must be relisted.
        world.Store.Compact();
        world.Run(LivingCluster.Beat);
        Assert.True(world.Fleet!.Awake > 10);
        Assert.True(world.RunUntil(() => world.Fleet.Awake == 0, Minute));
        Assert.Equal(before, Everything(world));
    }

    [Fact]
    public void Fleet_SixMinutesElapsed_RenewsNodeHeartbeatsAndLeases()
    {
        var world = new World(founded: false, fleet: Size);
        world.Run(TimeSpan.FromMinutes(6));
        Assert.All(
            world.Store.List<Node>(),
            node =>
                Assert.All(
                    node.Status.Conditions,
                    condition => Assert.True(world.Now - condition.LastHeartbeatTime.At() < TimeSpan.FromMinutes(6))
                )
        );
        Assert.All(
            world.Store.List<Api.Coordination.V1.Lease>().Where(lease => world.Scope!.IsNode(lease.Metadata.Name)),
            lease => Assert.True(world.Now.ToUnixTimeSeconds() - lease.Spec.RenewTime.Seconds <= Leases.Renewal.TotalSeconds)
        );
    }

    private static List<Pod> Pods(World world) =>
        [.. world.Store.List<Pod>().Where(pod => world.Scope!.Namespaces.Contains(pod.Metadata.Namespace))];

    private static List<string> Everything(World world) =>
        [
            .. world.Store.List<Pod>().Select(one => one.ToString()),
            .. world.Store.List<ReplicaSet>().Select(one => one.ToString()),
            .. world.Store.List<Deployment>().Select(one => one.ToString()),
            .. world.Store.List<EndpointSlice>().Select(one => one.ToString()),
            .. world.Store.List<Endpoints>().Select(one => one.ToString()),
            .. world.Store.List<Event>().Select(one => one.ToString()),
        ];

    // Without resourceVersions, which depend on the whole cluster's changes.
    private static List<string> Facts(World world, Func<Pod, bool> which) =>
        [
            .. world
                .Store.List<Pod>()
                .Where(which)
                .Select(pod =>
                {
                    pod.Metadata.ResourceVersion = "";
                    return pod.ToString();
                }),
        ];
}
