using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>The scheduler with affinity, anti-affinity and topology spread constraints.</summary>
public sealed class AffinityTests
{
    private const string Cart = "registry.example.com/shop/cart:2.8.0";
    private const string Host = "kubernetes.io/hostname";

    [Fact]
    public void Scheduler_RequiredNodeAffinity_PlacesPodsOnNamedNode()
    {
        var world = With(
            3,
            spec =>
                spec.Affinity = new Affinity
                {
                    NodeAffinity = new NodeAffinity
                    {
                        RequiredDuringSchedulingIgnoredDuringExecution = new NodeSelector
                        {
                            NodeSelectorTerms =
                            {
                                new NodeSelectorTerm
                                {
                                    MatchExpressions =
                                    {
                                        new NodeSelectorRequirement
                                        {
                                            Key = Host,
                                            Operator = "In",
                                            Values = { "worker-2" },
                                        },
                                    },
                                },
                            },
                        },
                    },
                }
        );
        Assert.All(Given.Pods(world), pod => Assert.Equal("worker-2", pod.Spec.NodeName));
        Assert.Equal(3, Given.Pods(world).Count);
    }

    [Fact]
    public void Scheduler_RequiredPodAntiAffinity_PlacesOnePodPerNodeAndLeavesFourthPending()
    {
        var world = With(
            4,
            spec =>
                spec.Affinity = new Affinity
                {
                    PodAntiAffinity = new PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = { Like(Host) } },
                }
        );
        Assert.Equal(["", "worker-1", "worker-2", "worker-3"], Given.Pods(world).Select(pod => pod.Spec.NodeName).Order());
        Assert.Contains(
            world.Store.List<Event>(Given.Namespace),
            said =>
                said.Reason == "FailedScheduling"
                && said.Message.Contains("3 node(s) didn't match pod anti-affinity rules", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Scheduler_RequiredPodAffinity_PlacesAllPodsOnOneNode()
    {
        var world = With(
            3,
            spec =>
                spec.Affinity = new Affinity
                {
                    PodAffinity = new PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = { Like(Host) } },
                }
        );
        Assert.Single(Given.Pods(world).Select(pod => pod.Spec.NodeName).Distinct());
        Assert.All(Given.Pods(world), pod => Assert.NotEqual("", pod.Spec.NodeName));
    }

    [Fact]
    public void Scheduler_TopologySpreadDoNotSchedule_LeavesExcessPodsPending()
    {
        // One of three nodes is excluded: a second pod on another would exceed the maximum skew.
        var world = With(
            4,
            spec =>
            {
                spec.NodeSelector["node-role.kubernetes.io/worker"] = "";
                spec.TopologySpreadConstraints.Add(
                    new TopologySpreadConstraint
                    {
                        MaxSkew = 1,
                        TopologyKey = Host,
                        WhenUnsatisfiable = "DoNotSchedule",
                        LabelSelector = Selector,
                    }
                );
            },
            cordoned: "worker-3"
        );
        Assert.Equal(["", "", "worker-1", "worker-2"], Given.Pods(world).Select(pod => pod.Spec.NodeName).Order());
        Assert.Contains(
            world.Store.List<Event>(Given.Namespace),
            said => said.Message.Contains("2 node(s) didn't match pod topology spread constraints", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Scheduler_PodAffinityTopologyKeyOnNoNode_LeavesPodPending()
    {
        var world = With(
            1,
            spec =>
                spec.Affinity = new Affinity
                {
                    PodAffinity = new PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = { Like("rack") } },
                }
        );
        Assert.Equal("", Assert.Single(Given.Pods(world)).Spec.NodeName);
    }

    [Fact]
    public void Scheduler_SameHostPort_PlacesOnePodPerNode()
    {
        var world = With(4, spec => spec.Containers[0].Ports[0].HostPort = 8080);
        Assert.Equal(["", "worker-1", "worker-2", "worker-3"], Given.Pods(world).Select(pod => pod.Spec.NodeName).Order());
    }

    [Fact]
    public void Scheduler_InitContainerRequestTooLarge_LeavesPodPending()
    {
        var world = With(
            1,
            spec =>
                spec.InitContainers.Add(
                    new Container
                    {
                        Name = "first",
                        Image = "busybox:1",
                        Resources = new ResourceRequirements { Requests = { ["cpu"] = new() { String = "100" } } },
                    }
                )
        );
        Assert.Equal("", Assert.Single(Given.Pods(world)).Spec.NodeName);
    }

    private static Api.Meta.V1.LabelSelector Selector => new() { MatchLabels = { ["app.kubernetes.io/name"] = "cart" } };

    private static PodAffinityTerm Like(string key) => new() { TopologyKey = key, LabelSelector = Selector };

    private static World With(int replicas, Action<PodSpec> shape, string? cordoned = null)
    {
        var world = Given.Nodes();
        if (cordoned is not null)
        {
            var node = world.Store.Get<Node>("", cordoned)!;
            node.Spec.Unschedulable = true;
            world.Store.Update(node);
        }

        var deployment = Given.Deployment(world, "cart", Cart, replicas: replicas);
        shape(deployment.Spec.Template.Spec);
        world.Store.Update(deployment);
        world.Run(TimeSpan.FromMinutes(1));
        return world;
    }
}
