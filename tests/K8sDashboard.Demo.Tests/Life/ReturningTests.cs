using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>Deleted objects that are recreated, and those that are not.</summary>
public sealed class ReturningTests
{
    [Fact]
    public void StaticPod_Deleted_IsRecreatedWithoutContainerRestart()
    {
        var world = new World();
        var before = world
            .Store.List<Pod>("kube-system")
            .First(pod => pod.Metadata.Name.StartsWith("kube-apiserver-", StringComparison.Ordinal));
        world.Cluster.State.End(before, world.Now);
        world.Run(TimeSpan.FromSeconds(2));

        var after = world.Store.Get<Pod>("kube-system", before.Metadata.Name)!;
        Assert.NotEqual(before.Metadata.Uid, after.Metadata.Uid);
        Assert.Null(after.Metadata.DeletionTimestamp);
        Assert.True(Availability.IsReady(after));
        Assert.Equal(before.Status.ContainerStatuses[0].State.Running.StartedAt, after.Status.ContainerStatuses[0].State.Running.StartedAt);

        // Likewise after a forced delete.
        world.Store.Delete<Pod>("kube-system", before.Metadata.Name);
        world.Run(TimeSpan.FromSeconds(2));
        Assert.True(Availability.IsReady(world.Store.Get<Pod>("kube-system", before.Metadata.Name)!));
    }

    [Fact]
    public void Node_Deleted_PodsAreReplacedOnOtherNodesAfterDelay()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 3);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Contains(Given.Pods(world), pod => pod.Spec.NodeName == "worker-1");
        world.Store.Delete<Node>("", "worker-1");
        world.Run(TimeSpan.FromSeconds(30));
        Assert.Contains(Given.Pods(world), pod => pod.Spec.NodeName == "worker-1");

        Assert.True(
            world.RunUntil(
                () =>
                    Given.Pods(world) is { Count: 3 } pods
                    && pods.TrueForAll(pod => pod.Spec.NodeName != "worker-1" && Availability.IsReady(pod)),
                TimeSpan.FromMinutes(1)
            )
        );
        Assert.Null(world.Store.Get<Node>("", "worker-1"));
    }

    [Fact]
    public void Namespace_DefaultServiceAccountDeleted_GetsItBackBesideRootCaConfigMap()
    {
        var world = new World(founded: false);
        world.Cluster.Authority = "-----BEGIN CERTIFICATE-----";
        world.Store.Create(new Namespace { Metadata = new() { Name = "new" } });
        world.Run(LivingCluster.Beat);
        world.Store.Delete<ServiceAccount>("new", "default");
        world.Run(LivingCluster.Beat);

        Assert.NotNull(world.Store.Get<ServiceAccount>("new", "default"));
        Assert.Equal("-----BEGIN CERTIFICATE-----", world.Store.Get<ConfigMap>("new", "kube-root-ca.crt")!.Data["ca.crt"]);
    }

    [Fact]
    public void Endpoints_ServiceDeleted_AreRemovedAndManualOnesKept()
    {
        var world = new World();
        world.Store.Create(
            new Endpoints
            {
                Metadata = new() { Namespace = "shop", Name = "elsewhere" },
            }
        );
        Assert.NotNull(world.Store.Get<Endpoints>("shop", "cart"));
        world.Store.Delete<Service>("shop", "cart");
        world.Run(TimeSpan.FromSeconds(3));

        Assert.Null(world.Store.Get<Endpoints>("shop", "cart"));
        Assert.NotNull(world.Store.Get<Endpoints>("shop", "elsewhere"));
        Assert.DoesNotContain(
            world.Store.List<Api.Discovery.V1.EndpointSlice>("shop"),
            slice => slice.Metadata.Labels["kubernetes.io/service-name"] == "cart"
        );
    }

    [Fact]
    public void Events_LimitExceeded_DropsOldestByEventTimeOrLastTimestamp()
    {
        var world = new World(founded: false);
        var log = new EventLog(world.Cluster.State, world.Cluster.SeededRandom, EventLog.UsuallyKept, most: 1);
        world.Store.Create(
            new Event
            {
                Metadata = new() { Namespace = "lab", Name = "early" },
                EventTime = world.Now.ToMicroTime(),
            }
        );
        world.Run(TimeSpan.FromMinutes(1));
        world.Store.Create(
            new Event
            {
                Metadata = new() { Namespace = "lab", Name = "late" },
                LastTimestamp = world.Now.ToTime(),
            }
        );
        log.Forget(world.Now);
        Assert.Equal(["late"], world.Store.List<Event>("lab").Select(one => one.Metadata.Name));
    }

    [Fact]
    public void Events_WithoutLastTimestamp_ExpireAfterOneHour()
    {
        var world = new World(founded: false);
        world.Store.Create(
            new Event
            {
                Metadata = new() { Namespace = "lab", Name = "said.1" },
                EventTime = world.Now.ToMicroTime(),
                Reason = "Told",
            }
        );
        world.Run(TimeSpan.FromMinutes(50));
        Assert.NotNull(world.Store.Get<Event>("lab", "said.1"));
        world.Run(TimeSpan.FromMinutes(11));
        Assert.Null(world.Store.Get<Event>("lab", "said.1"));
    }

    [Fact]
    public void HistoryBackfill_EventTtlOption_LimitsEventAge()
    {
        var (options, _, _) = DemoOptions.Parse(["--event-ttl", "5"]);
        using var cluster = HistoryBackfill
            .Tell(options, new SimulationClock(TimeProvider.System), TimeProvider.System, null, CancellationToken.None)
            .Cluster;
        var oldest = cluster.State.List<Event>().Min(one => one.LastTimestamp.At());
        Assert.InRange(TimeProvider.System.GetUtcNow() - oldest, TimeSpan.Zero, TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void Events_FiveMinuteTtl_ExpireInSeededAndFleetNamespaces()
    {
        var world = new World(founded: false, fleet: new FleetSize(2, 20, 0), eventsKept: TimeSpan.FromMinutes(5));
        string[] namespaces = ["lab", world.Scope!.Namespaces.First()];
        foreach (var ns in namespaces)
            world.Store.Create(
                new Event
                {
                    Metadata = new() { Namespace = ns, Name = "said.1" },
                    LastTimestamp = world.Now.ToTime(),
                    Reason = "Told",
                }
            );
        world.Run(TimeSpan.FromMinutes(4));
        Assert.All(namespaces, ns => Assert.NotNull(world.Store.Get<Event>(ns, "said.1")));
        world.Run(TimeSpan.FromMinutes(2));
        Assert.All(namespaces, ns => Assert.Null(world.Store.Get<Event>(ns, "said.1")));
    }
}
