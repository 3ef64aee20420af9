using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class ServiceEndpointTests
{
    private readonly ObjectStore store = new(new FakeTimeProvider(World.Start));
    private readonly ClusterState state;

    public ServiceEndpointTests()
    {
        state = new ClusterState(store);
        store.Create(
            new Service
            {
                Metadata = new ObjectMeta
                {
                    Namespace = "lab",
                    Name = "mix",
                    Labels = { ["team"] = "shop" },
                },
                Spec = new ServiceSpec
                {
                    Selector = { ["app"] = "mix" },
                    Ports =
                    {
                        new ServicePort
                        {
                            Name = "http",
                            Protocol = "TCP",
                            Port = 80,
                            TargetPort = new IntOrString { Type = 1, StrVal = "web" },
                        },
                    },
                },
            }
        );
    }

    [Fact]
    public void Slices_OfMoreThan100Pods_AreSeveralAndStayWhatTheyAre()
    {
        for (var number = 0; number < 120; number++)
            Pod($"mix-{number:000}", 8080);
        Turn();
        Assert.Equal([20, 100], Slices().Select(slice => slice.Endpoints.Count).Order());
        Assert.Equal(120, Slices().SelectMany(slice => slice.Endpoints).Select(endpoint => endpoint.TargetRef.Name).Distinct().Count());
        Assert.Single(store.Get<Endpoints>("lab", "mix")!.Subsets);
        Turn();
        var version = store.Version;
        Turn();
        Assert.Equal(version, store.Version);
    }

    [Fact]
    public void Slices_OfPodsThatComeAndGo_AreMadeUsedAgainAndTakenAway()
    {
        Turn();
        var first = Assert.Single(Slices());
        Assert.Equal((0, "shop"), (first.Ports.Count, first.Metadata.Labels["team"]));

        Pod("mix-a", 8080);
        Turn();
        Assert.Equal((first.Metadata.Name, 8080), (Assert.Single(Slices()).Metadata.Name, Slices()[0].Ports[0].Port));
        Pod("mix-b", 9090);
        Turn();
        Assert.Equal(
            ["8080 mix-a", "9090 mix-b"],
            Slices().Select(slice => $"{slice.Ports[0].Port} {slice.Endpoints.Single().TargetRef.Name}").Order(StringComparer.Ordinal)
        );
        store.Delete<Pod>("lab", "mix-a");
        Turn();
        Assert.Equal(9090, Assert.Single(Slices()).Ports[0].Port);
        store.Delete<Pod>("lab", "mix-b");
        Turn();
        Assert.Equal((0, 0), (Assert.Single(Slices()).Ports.Count, Slices()[0].Endpoints.Count));
    }

    [Fact]
    public void Pod_ThatEnds_IsInItsSliceAsTerminatingAndNotInTheOlderForm()
    {
        Pod("mix-a", 8080);
        state.End(state.Get<Pod>("lab", "mix-a")!, World.Start);
        Turn();
        var conditions = Slices().Single().Endpoints.Single().Conditions;
        Assert.Equal((false, true, true), (conditions.Ready, conditions.Serving, conditions.Terminating));
        Assert.Empty(store.Get<Endpoints>("lab", "mix")!.Subsets);
    }

    [Fact]
    public void PortName_OfAnotherProtocol_IsNotThePort()
    {
        Pod("mix-a", 8080, protocol: "UDP");
        Turn();
        Assert.Empty(Slices().Single().Ports);
        Assert.Empty(store.Get<Endpoints>("lab", "mix")!.Subsets);
    }

    private IReadOnlyList<EndpointSlice> Slices() => store.List<EndpointSlice>("lab");

    private void Turn() => new ServiceEndpoints(state, new SeededRandom(7)).Turn(World.Start);

    private void Pod(string name, int port, string protocol = "TCP") =>
        store.Create(
            new Pod
            {
                Metadata = new ObjectMeta
                {
                    Namespace = "lab",
                    Name = name,
                    Labels = { ["app"] = "mix" },
                },
                Spec = new PodSpec
                {
                    NodeName = "worker-1",
                    Containers =
                    {
                        new Container
                        {
                            Name = "c",
                            Ports =
                            {
                                new ContainerPort
                                {
                                    Name = "web",
                                    ContainerPort_ = port,
                                    Protocol = protocol,
                                },
                            },
                        },
                    },
                },
                Status = new PodStatus
                {
                    Phase = "Running",
                    PodIP = $"10.1.0.{port % 250}",
                    Conditions =
                    {
                        new PodCondition { Type = "Ready", Status = "True" },
                    },
                },
            }
        );
}
