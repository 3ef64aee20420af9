using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class PodResourcesTests
{
    [Theory]
    [InlineData(0.5, 0.0, 1.0, 1.0)] // an init container below the sum of the app's containers is hidden by it
    [InlineData(3.0, 0.0, 1.0, 3.0)] // a large one is what the pod needs at first
    [InlineData(0.0, 0.2, 1.0, 1.2)] // a sidecar stays and adds up
    [InlineData(3.0, 0.2, 1.0, 3.2)] // and runs beside the init container that follows it
    public void A_pod_needs_the_largest_moment_of_its_life(double init, double sidecar, double app, double expected)
    {
        var pod = Pod() with
        {
            InitContainers = [Asks(sidecar, sidecar: true), Asks(init)],
            Containers = [Asks(app)],
        };

        Assert.Equal(expected, PodResources.Of(pod).CpuRequest, 6);
    }

    [Fact]
    public void Pods_that_ended_hold_nothing()
    {
        var pod = Pod() with { Containers = [Asks(1)] };

        Assert.Equal(1, PodResources.Sum([pod, pod with { Phase = PodPhase.Succeeded }, pod with { Phase = PodPhase.Failed }]).CpuRequest);
    }

    private static Container Asks(double cpu, bool sidecar = false) => Container(sidecar: sidecar, requests: new Resources(cpu, null));
}
