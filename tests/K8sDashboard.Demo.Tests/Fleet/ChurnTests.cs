using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Storage;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Fleet;

public sealed class ChurnTests
{
    private const int Rate = 40;

    [Fact]
    public void FleetChurn_RateOf40PerSecond_ChangesPodsAtThatRateAndReplacesSome()
    {
        var world = new World(founded: false, fleet: new FleetSize(50, 500, Rate));
        world.Run(TimeSpan.FromSeconds(5));
        var (from, before, uids) = (world.Store.Version, world.Now, Uids(world));
        world.Run(TimeSpan.FromMinutes(1));
        var changes = world.Store.Changes(Kinds.Of<Pod>(), from, int.MaxValue).Changes;
        Assert.InRange(changes.Count / (world.Now - before).TotalSeconds, Rate * 0.95, Rate * 1.05);
        Assert.InRange(Uids(world).Except(uids).Count(), 15, 40);
        Assert.InRange(
            world
                .Store.List<Pod>()
                .Count(pod =>
                    pod.Status.ContainerStatuses.Any(status => status is { RestartCount: > 0, LastState.Terminated.Reason: "Error" })
                ),
            300,
            500
        );
        // The churn never ends; only apps that it did not touch last have settled.
        Assert.InRange(world.Fleet!.Awake, 1, 12);
    }

    [Fact]
    public void FleetChurn_ContainerRestarted_IsCountedAndPodStaysReady()
    {
        var world = new World(founded: false, fleet: new FleetSize(50, 500, Rate));
        world.Run(TimeSpan.FromSeconds(30));
        var restarted = world.Store.List<Pod>().Where(pod => pod.Status.ContainerStatuses.Any(status => status.RestartCount > 0)).ToList();
        Assert.NotEmpty(restarted);
        Assert.All(
            restarted,
            pod => Assert.All(pod.Status.ContainerStatuses, status => Assert.True(status.Ready && status.State.Running is not null))
        );
        Assert.All(
            restarted,
            pod =>
                Assert.Equal(
                    pod.Status.ContainerStatuses.Count,
                    pod.Status.ContainerStatuses.Select(status => status.ContainerID).Distinct().Count()
                )
        );
    }

    private static HashSet<string> Uids(World world) => [.. world.Store.List<Pod>().Select(pod => pod.Metadata.Uid)];
}
