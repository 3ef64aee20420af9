using K8sDashboard.Cluster.Resources.Pods;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class PodResourcesTests
{
    [Theory]
    [InlineData(0.5, 0.0, 1.0, 1.0)] // an init container below the sum of the app's containers does not count
    [InlineData(3.0, 0.0, 1.0, 3.0)] // a larger one determines the request
    [InlineData(0.0, 0.2, 1.0, 1.2)] // a sidecar is added
    [InlineData(3.0, 0.2, 1.0, 3.2)] // a sidecar runs beside later init containers
    public void PodResources_InitContainersAndSidecars_RequestIsThePeak(double init, double sidecar, double app, double expected)
    {
        var pod = Pod() with { InitContainers = [Asks(sidecar, sidecar: true), Asks(init)], Containers = [Asks(app)] };

        Assert.Equal(expected, PodResources.Of(pod).CpuRequest, 6);
    }

    /// <summary>The API's rule, by request and limit; 1000m is 350m of running containers beside a larger init container.</summary>
    public static TheoryData<string, Pod, double, double> Rules =>
        new()
        {
            { "init container larger than what runs", Pod() with { InitContainers = [Cpu(1)], Containers = [Cpu(0.2), Cpu(0.15)] }, 1, 2 },
            {
                "sidecar started after the init container",
                Pod() with
                {
                    InitContainers = [Cpu(1), Cpu(0.2, sidecar: true)],
                    Containers = [Cpu(0.5)],
                },
                1,
                2
            },
            {
                "sidecar started before it",
                Pod() with
                {
                    InitContainers = [Cpu(0.2, sidecar: true), Cpu(1)],
                    Containers = [Cpu(0.5)],
                },
                1.2,
                2.4
            },
            { "overhead", Pod() with { Containers = [Cpu(0.5)], Overhead = new(0.25, null) }, 0.75, 1.25 },
            { "overhead makes no limit", Pod() with { Containers = [Asks(0.5)], Overhead = new(0.25, null) }, 0.75, 0 },
            {
                "of the pod as a whole",
                Pod() with
                {
                    InitContainers = [Cpu(4)],
                    Containers = [Cpu(0.5)],
                    Requests = new(1, null),
                    Limits = new(3, null),
                },
                1,
                3
            },
            {
                "of the whole, with overhead",
                Pod() with
                {
                    Containers = [Cpu(0.5)],
                    Requests = new(1, null),
                    Limits = new(3, null),
                    Overhead = new(0.25, null),
                },
                1.25,
                3.25
            },
            { "of the whole, another resource", Pod() with { Containers = [Cpu(0.5)], Requests = new(null, 1024) }, 0.5, 1 },
            { "nothing", Pod(), 0, 0 },
        };

    [Theory]
    [MemberData(nameof(Rules))]
    public void PodResources_EffectiveSums_AreTheSchedulers(string what, Pod pod, double request, double limit)
    {
        var effective = PodResources.Of(pod);

        Assert.Equal(
            (what, Math.Round(request, 6), Math.Round(limit, 6)),
            (what, Math.Round(effective.CpuRequest, 6), Math.Round(effective.CpuLimit, 6))
        );
    }

    [Fact]
    public void PodResources_OfEphemeralStorage_CountsInitContainersAndOverheadToo()
    {
        var pod = Pod() with
        {
            InitContainers = [Stores(3)],
            Containers = [Stores(1), Stores(1)],
            Overhead = new(null, null) { EphemeralStorage = 1 },
        };

        Assert.Equal((4, 0), (PodResources.Of(pod).EphemeralStorageRequest, PodResources.Of(pod).EphemeralStorageLimit));

        static Container Stores(double bytes) => Container(requests: new ResourceList(null, null) { EphemeralStorage = bytes });
    }

    [Fact]
    public void PodResources_SucceededAndFailedPods_AreNotCounted()
    {
        var pod = Pod() with { Containers = [Asks(1)] };

        Assert.Equal(1, PodResources.Sum([pod, pod with { Phase = PodPhase.Succeeded }, pod with { Phase = PodPhase.Failed }]).CpuRequest);
    }

    private static Container Cpu(double request, bool sidecar = false)
    {
        var asks = Asks(request, sidecar);
        return asks with { Template = asks.Template with { Limits = new(2 * request, null) } };
    }

    private static Container Asks(double cpu, bool sidecar = false) => Container(sidecar: sidecar, requests: new ResourceList(cpu, null));
}
