using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Fleet;
using K8sDashboard.Demo.Life;
using K8sDashboard.Demo.Storage;
using K8sDashboard.Demo.Tests.Life;

namespace K8sDashboard.Demo.Tests.Fleet;

public sealed class FleetLifeTests
{
    private static readonly FleetSize Size = new(50, 500, 0);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly World world = new(fleet: Size);
    private readonly Deployment some;

    public FleetLifeTests() =>
        some = world
            .Store.List<Deployment>()
            .First(one => world.Scope!.Namespaces.Contains(one.Metadata.Namespace) && one.Spec.Replicas > 4);

    [Theory]
    [InlineData(12)]
    [InlineData(2)]
    [InlineData(0)]
    public void Fleet_WorkloadScaled_GetsRequestedPodsAndBecomesIdle(int replicas)
    {
        Change(deployment => deployment.Spec.Replicas = replicas);
        Assert.True(
            world.RunUntil(() => Pods().Count == replicas && world.Fleet!.Awake == 0, Minute),
            $"{Pods().Count} pods, {world.Fleet!.Awake} awake"
        );
        Consistent.Check(world);
    }

    [Fact]
    public void Fleet_NewImage_RollsOutGraduallyAndCanBeRolledBack()
    {
        var before = some.Spec.Template.Clone();
        Change(deployment => deployment.Spec.Template.Spec.Containers[0].Image = "nginx:1.16.1");
        world.Run(TimeSpan.FromSeconds(3));
        Assert.InRange(Pods().Count(pod => pod.Spec.Containers[0].Image == "nginx:1.16.1"), 1, some.Spec.Replicas - 1);
        Assert.True(
            world.RunUntil(
                () => Pods().TrueForAll(pod => pod.Spec.Containers[0].Image == "nginx:1.16.1") && world.Fleet!.Awake == 0,
                3 * Minute
            )
        );
        Consistent.Check(world);
        Change(deployment => deployment.Spec.Template = before);
        Assert.True(
            world.RunUntil(
                () => Pods().TrueForAll(pod => pod.Spec.Containers[0].Image == before.Spec.Containers[0].Image) && world.Fleet!.Awake == 0,
                3 * Minute
            )
        );
    }

    [Fact]
    public void Fleet_ImageMissing_StallsRolloutWithImagePullBackOff()
    {
        Change(deployment => deployment.Spec.Template.Spec.Containers[0].Image = "nginx:1.161");
        Assert.True(world.RunUntil(() => Pods().Exists(pod => Given.Waiting(pod) == "ImagePullBackOff"), Minute));
        Assert.InRange(Now().Status.AvailableReplicas, 1, some.Spec.Replicas);
        Assert.Contains(
            world.Store.List<Event>(some.Metadata.Namespace),
            said => said.Message.Contains("\"nginx:1.161\"", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Fleet_PodDeleted_IsReplaced()
    {
        var gone = Pods()[0];
        gone.Metadata.DeletionTimestamp = world.Now.AddSeconds(30).ToTime();
        gone.Metadata.DeletionGracePeriodSeconds = 30;
        world.Store.Update(gone);
        Assert.True(
            world.RunUntil(() => world.Fleet!.Awake == 0 && Pods().TrueForAll(pod => pod.Metadata.Uid != gone.Metadata.Uid), Minute)
        );
        Assert.Equal(some.Spec.Replicas, Pods().Count);
        Consistent.Check(world);
    }

    [Fact]
    public void Fleet_WorkloadDeleted_RemovesPodsAndFreesItsName()
    {
        world.Store.Delete<Deployment>(some.Metadata.Namespace, some.Metadata.Name);
        Assert.True(world.RunUntil(() => Pods().Count == 0, Minute));
        Assert.True(world.RunUntil(() => world.Fleet!.Awake == 0, Minute));
        Assert.DoesNotContain(
            world.Store.List<ReplicaSet>(some.Metadata.Namespace),
            set => set.Metadata.Name.StartsWith(some.Metadata.Name + "-", StringComparison.Ordinal)
        );
        var another = some.Clone();
        (another.Metadata.ResourceVersion, another.Status) = ("", null);
        another.Spec.Template.Spec.Tolerations.Clear();
        world.Store.Create(another);
        Assert.True(world.RunUntil(() => Pods().Count(Availability.IsReady) == some.Spec.Replicas, Minute));
        Assert.All(Pods(), pod => Assert.StartsWith("worker-", pod.Spec.NodeName));
    }

    [Fact]
    public void Fleet_UserDeploymentInFleetNamespace_RunsOnSeededNodesWithoutDuplicates()
    {
        world.Store.Create(
            new Deployment
            {
                Metadata = new() { Namespace = some.Metadata.Namespace, Name = some.Metadata.Name + "-mine" },
                Spec = new()
                {
                    Replicas = 2,
                    Selector = new() { MatchLabels = { ["app"] = "mine" } },
                    Template = new()
                    {
                        Metadata = new() { Labels = { ["app"] = "mine" } },
                        Spec = new()
                        {
                            Containers =
                            {
                                new Container { Name = "web", Image = "nginx" },
                            },
                        },
                    },
                },
            }
        );
        Assert.True(world.RunUntil(() => Mine().Count(Availability.IsReady) == 2, Minute));
        Assert.All(Mine(), pod => Assert.StartsWith("worker-", pod.Spec.NodeName));
        Assert.Equal(
            2,
            world
                .Store.List<Event>(some.Metadata.Namespace)
                .Count(said => said.Reason == "SuccessfulCreate" && said.InvolvedObject.Name.Contains("-mine-", StringComparison.Ordinal))
        );
        Assert.Equal(0, world.Fleet!.Awake);
    }

    [Fact]
    public void Fleet_NodesCordonedOrFull_LeavesPodsPending()
    {
        var open = world.Store.List<Node>().Where(node => world.Scope!.IsNode(node.Metadata.Name)).ToList();
        foreach (var node in open.Skip(1))
        {
            node.Spec.Unschedulable = true;
            world.Store.Update(node);
        }

        Change(deployment => deployment.Spec.Replicas += 150);
        world.Run(Minute);
        var there = world.Store.List<Pod>().ToLookup(pod => pod.Spec.NodeName);
        Assert.Equal(FleetSize.PodsANode, there[open[0].Metadata.Name].Count());
        Assert.NotEmpty(there[""]);
        Assert.Contains(
            there[""],
            pod =>
                pod.Status.Conditions.Any(condition =>
                    condition.Message == "0/50 nodes are available: 1 Too many pods, 49 node(s) were unschedulable."
                )
        );
    }

    private List<Pod> Pods() =>
        [
            .. world
                .Store.List<Pod>(some.Metadata.Namespace)
                .Where(pod => pod.Metadata.Labels.GetValueOrDefault("app.kubernetes.io/name") == some.Metadata.Name),
        ];

    private List<Pod> Mine() =>
        [.. world.Store.List<Pod>(some.Metadata.Namespace).Where(pod => pod.Metadata.Labels.GetValueOrDefault("app") == "mine")];

    private Deployment Now() => world.Store.Get<Deployment>(some.Metadata.Namespace, some.Metadata.Name)!;

    private void Change(Action<Deployment> change)
    {
        var deployment = Now();
        change(deployment);
        world.Store.Update(deployment);
    }
}
