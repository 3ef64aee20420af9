using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class PodLogsTests
{
    [Fact]
    public void PodLogs_RunningContainer_AppendsWithoutChangingEarlierLines()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 1);
        world.Run(TimeSpan.FromMinutes(5));
        var before = Read(world, previous: false)!;
        Assert.InRange(before.Count, 20, 400);
        Assert.Equal(before.OrderBy(line => line.Time), before);
        Assert.All(before, line => Assert.InRange(line.Time, World.Start, world.Now));

        world.Run(TimeSpan.FromMinutes(1));
        var after = Read(world, previous: false)!;
        Assert.Equal(before, after.Take(before.Count));
        Assert.Equal(after.Skip(before.Count), Logs(world).Read(Given.Pods(world)[0], "cart", false, before[^1].Time)!);
        Assert.Null(Read(world, previous: true));
    }

    [Fact]
    public void PodLogs_PreviousRun_ContainsCrashReason()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "api", "registry.example.com/payments/api:3.4.2", replicas: 1);
        Assert.True(
            world.RunUntil(
                () => Given.Pods(world) is [{ Status.ContainerStatuses: [{ RestartCount: > 1, State.Running: not null }] }],
                TimeSpan.FromMinutes(2)
            )
        );
        Assert.Contains("PAYMENTS_PROVIDER_URL is not set", string.Join('\n', Read(world, previous: true)!.Select(line => line.Text)));
        Assert.DoesNotContain(
            "PAYMENTS_PROVIDER_URL is not set",
            string.Join('\n', Read(world, previous: false)!.Select(line => line.Text))
        );
    }

    private static PodLogs Logs(World world) => new(world.Cluster.SeededRandom, world.Time);

    private static List<LogLine>? Read(World world, bool previous)
    {
        var pod = Given.Pods(world)[0];
        return Logs(world).Read(pod, pod.Spec.Containers[0].Name, previous, DateTimeOffset.MinValue)?.ToList();
    }
}
