using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class ServiceHealthTests
{
    private static readonly Labels Carried = LabelsOf("app", "web");
    private static readonly Pod One = Labelled("one");
    private static readonly Pod Two = Labelled("two");
    private static readonly Pod Bad = Labelled("bad").Waits("ImagePullBackOff");
    private static readonly Service Web = Service();
    private static readonly Service Named = Service(ports: new ServicePort("http", "TCP", 80, "web", 0));

    private static readonly (string What, ServiceBackends Backends, string Says)[] Cases =
    [
        ("all ready", new(Web, [One, Two], [Slice(Web, Endpoint(One), Endpoint(Two))]), "Healthy"),
        ("some ready", new(Web, [One, Two], [Slice(Web, Endpoint(One), Endpoint(Two, ready: false))]), "Healthy: 1 of 2 endpoints ready"),
        ("selector matches nothing", new(Web, [], []), "Degraded: selector app=web matches no pod"),
        (
            "none ready",
            new(Web, [Bad], [Slice(Web, Endpoint(Bad, ready: false))]),
            "Unhealthy: none of 1 pods ready: ImagePullBackOff nginx:1.9.1"
        ),
        ("starting", new(Web, [One.Waits("ContainerCreating")], []), "Progressing: none of 1 pods ready"),
        ("no selector, nobody writes", new(Service(app: ""), [], []), "Degraded: no selector, and nobody wrote endpoints for it"),
        ("no selector, somebody writes", new(Service(app: ""), [], [Slice(Service(app: ""), Endpoint(One))]), "Healthy"),
        (
            "external name",
            new(Web with { Type = "ExternalName", ExternalName = "db.example.com", Selector = Labels.None }, [], []),
            "Idle: alias of db.example.com"
        ),
        (
            "port name missing",
            new(Named, [One], [Slice(Named, Endpoint(One))]),
            "Unhealthy: no container port is named web, which port 80 leads to"
        ),
        ("port name found", new(Named, [One], [Slice(Named, [new("http", "TCP", 8080)], Endpoint(One))]), "Healthy"),
        ("slices not to be seen", new(Web, [One], [], slicesKnown: false), "Healthy: 1 of 1 pods ready, its endpoints are not to be seen"),
        (
            "slices of a Service without selector not to be seen",
            new(Service(app: ""), [], [], slicesKnown: false),
            "Unknown: its endpoints are not to be seen"
        ),
        ("pods not to be seen", new(Web, [], [Slice(Web, Endpoint(One))], podsKnown: false), "Healthy"),
        ("nothing to be seen", new(Web, [], [], false, false), "Unknown: its pods and endpoints are not to be seen"),
    ];

    public static TheoryData<string, string> Rows() => new(Cases.Select(row => (row.What, row.Says)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void ServiceHealth_BackendStates_GiveVerdictAndReason(string what, string says) =>
        Assert.Equal(says, ServiceHealth.Of(Cases.Single(row => row.What == what).Backends, Now).ToString());

    [Fact]
    public void ServiceStatus_PodInTwoSlices_CountsOnce()
    {
        var v4 = Slice(Web, Endpoint(One));
        var v6 = Slice(Web, Endpoint(One) with { Address = "fd00::1" });

        var port = Assert.Single(ServiceStatus.Of(new(Web, [One], [v4, v6]), Now).Ports);
        Assert.Equal((1, 1), (port.Ready, port.Total));
    }

    [Fact]
    public void ServiceIndex_PodsAndSlices_EqualThoseOfADirectSearch()
    {
        var elsewhere = Labelled("three") with { Ref = new("other", "three") };
        var cluster = EmptyCluster
            .WithServices(Live(Web, Service("none", "nobody")))
            .WithPods(Live(One, Two, elsewhere, Pod("unlabelled")))
            .WithEndpointSlices(Live(Slice(Web, Endpoint(One))));
        var index = new ServiceIndex(cluster.Services.Items, cluster);

        foreach (var service in cluster.Services.Items)
        {
            Assert.Equal(ServiceBackends.Of(service, cluster).Pods, index.Of(service).Pods);
            Assert.Equal(ServiceBackends.Of(service, cluster).Subsets, index.Of(service).Subsets);
        }

        Assert.Equal(["one", "two"], index.Of(Web).Pods.Select(pod => pod.Name));
    }

    // Shared (interned), as in pods of one owner.
    private static Pod Labelled(string name) => Pod(name) with { Labels = Carried };
}
