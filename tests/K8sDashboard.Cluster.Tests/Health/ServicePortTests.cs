using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

/// <summary>Endpoints by port, joined by the port's name.</summary>
public sealed class ServicePortTests
{
    private static readonly Pod One = Labelled("one");
    private static readonly Pod Two = Labelled("two");
    private static readonly Service Postgres = Service(app: "", ports: new ServicePort("pg", "TCP", 5432, "5432", 0));
    private static readonly Service Both = Service(app: "", ports: [new("a", "TCP", 80, "8080", 0), new("b", "TCP", 81, "8081", 0)]);
    private static readonly Service Named = Service("mix", ports: new ServicePort("", "TCP", 80, "web", 0));

    [Fact]
    public void ServiceHealth_PortNameMissingInSlice_IsUnhealthyAndNamesTheSlicePort()
    {
        var status = Judge(Postgres, [], Slice(Postgres, [new("postgres", "TCP", 5432)], Endpoint(One)));

        Assert.Equal("Unhealthy: no endpoint for port pg: the slice's port is named postgres", status.Verdict.ToString());
        Assert.Equal((0, 0), (status.Worst.Ready, status.Worst.Total));
    }

    [Theory]
    [InlineData("", "TCP", "the slice's port has no name")]
    [InlineData("pg", "UDP", "the slice's port pg is UDP, not TCP")]
    public void ServiceHealth_PortOfOtherNameOrProtocol_SaysHowTheSliceDiffers(string name, string protocol, string says) =>
        Assert.Equal(
            $"Unhealthy: no endpoint for port pg: {says}",
            Judge(Postgres, [], Slice(Postgres, [new(name, protocol, 5432)], Endpoint(One))).Verdict.ToString()
        );

    [Fact]
    public void ServiceHealth_SeveralForeignPorts_NamesThemAll() =>
        Assert.Equal(
            "Unhealthy: no endpoint for port pg: the slices' ports are named postgres, metrics",
            Judge(Postgres, [], Slice(Postgres, [new("postgres", "TCP", 5432), new("metrics", "TCP", 9187)], Endpoint(One)))
                .Verdict.ToString()
        );

    [Fact]
    public void ServiceStatus_TwoPorts_CountsEachAndShowsTheWorst()
    {
        var status = Judge(
            Both,
            [],
            Slice(Both, [new("a", "TCP", 8080)], Endpoint(One)),
            Slice(Both, [new("b", "TCP", 8081)], Endpoint(Two with { PodIp = "10.2.0.2" }, ready: false))
        );

        Assert.Equal([(1, 1), (0, 1)], status.Ports.Select(port => (port.Ready, port.Total)));
        Assert.Equal("b", status.Worst.Endpoints.Port!.Name);
        Assert.True(status.PortsDiffer);
        Assert.Equal("Unhealthy: port b: none of 1 endpoints ready", status.Verdict.ToString());
        Assert.Equal(["Healthy", "Unhealthy: none of 1 endpoints ready"], status.Ports.Select(port => port.Verdict.ToString()));
    }

    [Fact]
    public void ServiceStatus_PortsAlike_NamesNoPort()
    {
        var slice = Slice(
            Both,
            [new("a", "TCP", 8080), new("b", "TCP", 8081)],
            Endpoint(One),
            Endpoint(Two with { PodIp = "10.2.0.2" }, ready: false)
        );

        Assert.Equal("Healthy: 1 of 2 endpoints ready", Judge(Both, [], slice).Verdict.ToString());
        Assert.False(Judge(Both, [], slice).PortsDiffer);
    }

    [Fact]
    public void ServiceStatus_HeadlessWithoutPorts_CountsAllAddresses()
    {
        var headless = Service(app: "web") with { Ports = [], ClusterIp = "None" };

        Assert.Equal(
            "Healthy: 1 of 2 endpoints ready",
            Judge(headless, [One, Two], Slice(headless, [], Endpoint(One), Endpoint(Two, ready: false))).Verdict.ToString()
        );
    }

    [Fact]
    public void ServiceHealth_NamedTargetPortMissingInOnePod_NamesThePod()
    {
        var (a, b, c) = (Labelled("mix-a"), Labelled("mix-b"), Labelled("mix-c"));
        var status = Judge(
            Named,
            [a, b, c],
            Slice(Named, [new("", "TCP", 8080)], Endpoint(a)),
            Slice(Named, [new("", "TCP", 9090)], Endpoint(b)),
            Slice(Named, [], Endpoint(c))
        );

        Assert.Equal("Degraded: 2 of 3 pods; mix-c is selected and has no port named web", status.Verdict.ToString());
        Assert.Equal([8080, 9090], status.Worst.Endpoints.Targets);
        Assert.Equal((2, 2), (status.Worst.Ready, status.Worst.Total));
    }

    [Fact]
    public void ServiceHealth_ReadyPodInNoSlice_IsMissingOnlyAfterAGrace()
    {
        var late = Labelled("mix-b") with { Conditions = [Condition("Ready", ConditionStatus.True, minutes: 0.2)] };
        var slice = Slice(Named, [new("", "TCP", 8080)], Endpoint(One));

        Assert.Equal("Healthy", Judge(Named, [One, late], slice).Verdict.ToString());
        Assert.Equal(
            "Degraded: 1 of 2 pods; mix-b is selected and has no port named web",
            Judge(Named, [One, Labelled("mix-b")], slice).Verdict.ToString()
        );
    }

    [Fact]
    public void ServiceHealth_ReadyPodsWithoutAnyEndpoint_IsUnhealthyAfterAGrace()
    {
        var late = One with { Conditions = [Condition("Ready", ConditionStatus.True, minutes: 0.2)] };
        var web = Service();

        Assert.Equal("Progressing: 1 of 1 pods ready, not yet among the endpoints", Judge(web, [late]).Verdict.ToString());
        Assert.Equal("Unhealthy: 1 of 1 pods ready, but none is an endpoint", Judge(web, [One]).Verdict.ToString());
    }

    private static ServiceStatus Judge(Service service, Pod[] pods, params EndpointSlice[] slices) =>
        ServiceStatus.Of(new(service, [.. pods], [.. slices]), Now);

    private static Pod Labelled(string name) => Pod(name) with { Labels = LabelsOf("app", "web") };
}
