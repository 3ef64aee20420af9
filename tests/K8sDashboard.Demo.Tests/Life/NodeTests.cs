using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class NodeTests
{
    private const string Cart = "registry.example.com/shop/cart:2.8.0";

    [Fact]
    public void Scheduler_PodFitsNoNode_ReportsFailedSchedulingUntilScaledDown()
    {
        var world = Given.Nodes(Machines.All[0], Machines.All[3]);
        Given.Deployment(world, "big", Cart, replicas: 2, requests: "5/64Mi");
        Assert.True(
            world.RunUntil(
                () => Given.Pods(world).Exists(pod => Availability.Condition(pod, "PodScheduled") is { Status: "False" }),
                TimeSpan.FromSeconds(10)
            )
        );
        Assert.Contains(
            world.Store.List<Event>(Given.Namespace),
            said =>
                said.Reason == "FailedScheduling"
                && said.Message
                    == "0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint "
                        + "{node-role.kubernetes.io/control-plane: }."
        );
        Assert.Equal(1, world.Cluster.Unschedulable);

        var other = Given.Pods(world).First(pod => pod.Spec.NodeName.Length > 0);
        var deployment = Given.Now(world, "big");
        deployment.Spec.Replicas = 1;
        world.Store.Update(deployment);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(0, world.Cluster.Unschedulable);
        Assert.Equal([other.Metadata.Name], Given.Pods(world).Select(pod => pod.Metadata.Name));
    }

    [Fact]
    public void Scheduler_CordonedWorker_SpreadsPodsOverOtherWorkers()
    {
        var world = Given.Nodes();
        var cordoned = world.Store.Get<Node>("", "worker-2")!;
        cordoned.Spec.Unschedulable = true;
        world.Store.Update(cordoned);
        Given.Deployment(world, "cart", Cart, replicas: 4);
        world.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(["worker-1", "worker-1", "worker-3", "worker-3"], Given.Pods(world).Select(pod => pod.Spec.NodeName).Order());
    }

    [Fact]
    public void Node_HeartbeatsStopFor40Seconds_BecomesNotReadyAndRecovers()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", Cart, replicas: 3);
        world.Run(TimeSpan.FromMinutes(1));
        var host = world.Cluster.Hosts[0];
        host.Alive = false;
        world.Run(TimeSpan.FromSeconds(35));
        Assert.Equal("True", Ready(world, host));
        world.Run(TimeSpan.FromSeconds(10));
        Assert.Equal("Unknown", Ready(world, host));
        Assert.DoesNotContain(Given.Pods(world), pod => pod.Spec.NodeName == host.Machine.Name && Availability.IsReady(pod));

        host.Alive = true;
        world.Run(TimeSpan.FromSeconds(5));
        Assert.Equal("True", Ready(world, host));
        Assert.All(Given.Pods(world), pod => Assert.True(Availability.IsReady(pod)));
        Assert.Empty(world.Store.Get<Node>("", host.Machine.Name)!.Spec.Taints);
    }

    [Fact]
    public void Node_MemoryPressure_EvictsPodsAndRecovers()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", Cart, replicas: 6);
        world.Run(TimeSpan.FromMinutes(1));
        var host = world.Cluster.Hosts[0];
        host.Meter.Hogged = host.Meter.MemorySize * 0.95;
        Assert.True(
            world.RunUntil(
                () => Given.Pods(world).Exists(pod => pod.Status is { Phase: "Failed", Reason: "Evicted" }),
                TimeSpan.FromMinutes(1)
            )
        );
        Assert.Contains(
            world.Store.Get<Node>("", host.Machine.Name)!.Status.Conditions,
            condition => condition is { Type: "MemoryPressure", Status: "True" }
        );

        host.Meter.Hogged = 0;
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Contains(
            world.Store.Get<Node>("", host.Machine.Name)!.Status.Conditions,
            condition => condition is { Type: "MemoryPressure", Status: "False" }
        );
        Assert.Equal(6, Given.Now(world, "cart").Status.AvailableReplicas);
    }

    private static string Ready(World world, Host host) =>
        world.Store.Get<Node>("", host.Machine.Name)!.Status.Conditions.First(condition => condition.Type == "Ready").Status;
}
