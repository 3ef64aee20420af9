using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class RolloutTests
{
    private const string Cart = "registry.example.com/shop/cart";

    [Fact]
    public void Deployment_NewImage_RollsWithinSurgeAndUnavailableLimitsAsNextRevision()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", $"{Cart}:2.7.4", replicas: 4);
        Assert.True(world.RunUntil(() => Given.Now(world, "cart").Status is { AvailableReplicas: 4 }, TimeSpan.FromMinutes(2)));

        Given.SetImage(world, "cart", $"{Cart}:2.8.0");
        var (fewest, most) = (int.MaxValue, 0);
        Assert.True(
            world.RunUntil(
                () =>
                {
                    var active = Given.Pods(world).Where(Availability.IsActive).ToList();
                    (fewest, most) = (Math.Min(fewest, active.Count(Availability.IsReady)), Math.Max(most, active.Count));
                    return Given.Now(world, "cart").Status
                        is { ObservedGeneration: > 1, UpdatedReplicas: 4, AvailableReplicas: 4, Replicas: 4 };
                },
                TimeSpan.FromMinutes(3)
            )
        );

        Assert.Equal(3, fewest); // maxUnavailable: 25 % of 4
        Assert.Equal(5, most); // maxSurge: one more
        Assert.Equal("2", Given.Now(world, "cart").Metadata.Annotations[Deployments.RevisionAnnotation]);
        Assert.Equal(
            [4, 0],
            world.Store.List<ReplicaSet>(Given.Namespace).OrderByDescending(set => set.Spec.Replicas).Select(set => set.Spec.Replicas)
        );
        Assert.All(Given.Pods(world).Where(Availability.IsActive), pod => Assert.Equal($"{Cart}:2.8.0", pod.Spec.Containers[0].Image));
    }

    [Fact]
    public void Deployment_ImageMissing_ExceedsProgressDeadlineWithOldPodsAvailable()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", $"{Cart}:2.7.4");
        world.Run(TimeSpan.FromMinutes(1));
        Given.SetImage(world, "cart", $"{Cart}:9.9.9");

        Assert.True(world.RunUntil(() => Given.Pods(world).Exists(pod => Given.Waiting(pod) == "ErrImagePull"), TimeSpan.FromMinutes(1)));
        Assert.True(
            world.RunUntil(() => Given.Pods(world).Exists(pod => Given.Waiting(pod) == "ImagePullBackOff"), TimeSpan.FromMinutes(1))
        );
        Assert.True(
            world.RunUntil(() => Progressing(world) is { Status: "False", Reason: "ProgressDeadlineExceeded" }, TimeSpan.FromMinutes(11))
        );
        Assert.Equal(3, Given.Now(world, "cart").Status.AvailableReplicas);
        Assert.Contains(
            world.Store.List<Event>(Given.Namespace),
            said => said is { Type: "Warning", Reason: "Failed" } && said.Message.Contains("cart:9.9.9", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Rollback_ToAReplicaSetThatIsThere_IsNotCalledTheCreationOfANewOne()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", $"{Cart}:2.7.4");
        world.Run(TimeSpan.FromMinutes(1));
        Given.SetImage(world, "cart", $"{Cart}:2.8.0");
        world.Run(TimeSpan.FromMinutes(2));
        Given.SetImage(world, "cart", $"{Cart}:2.7.4");
        var reasons = new List<string>();
        Assert.True(
            world.RunUntil(
                () =>
                {
                    reasons.Add(Progressing(world)!.Reason);
                    return reasons.Contains("ReplicaSetUpdated") && reasons[^1] == "NewReplicaSetAvailable";
                },
                TimeSpan.FromMinutes(2)
            )
        );
        Assert.DoesNotContain("NewReplicaSetCreated", reasons);
    }

    [Fact]
    public void Deployment_Resumed_EndsWithoutHavingMissedItsDeadline()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", $"{Cart}:2.7.4");
        world.Run(TimeSpan.FromMinutes(1));
        Pause(true);
        world.Run(TimeSpan.FromMinutes(11));
        Assert.Equal(("Unknown", "DeploymentPaused"), (Progressing(world)!.Status, Progressing(world)!.Reason));
        Given.SetImage(world, "cart", $"{Cart}:2.8.0");
        Pause(false);
        world.Run(TimeSpan.FromSeconds(4));
        Assert.NotEqual("ProgressDeadlineExceeded", Progressing(world)!.Reason);
        Assert.True(world.RunUntil(() => Progressing(world)!.Reason == "NewReplicaSetAvailable", TimeSpan.FromMinutes(2)));

        void Pause(bool paused)
        {
            var deployment = Given.Now(world, "cart");
            deployment.Spec.Paused = paused;
            world.Store.Update(deployment);
        }
    }

    [Fact]
    public void Deployment_RolledBack_ReusesOldReplicaSetAsNewestRevision()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", $"{Cart}:2.7.4");
        world.Run(TimeSpan.FromMinutes(1));
        Given.SetImage(world, "cart", $"{Cart}:2.8.0");
        world.Run(TimeSpan.FromMinutes(2));
        Given.SetImage(world, "cart", $"{Cart}:2.7.4");
        world.Run(TimeSpan.FromMinutes(2));

        var sets = world.Store.List<ReplicaSet>(Given.Namespace);
        Assert.Equal(2, sets.Count);
        var current = Assert.Single(sets, set => set.Spec.Replicas == 3);
        Assert.Equal($"{Cart}:2.7.4", current.Spec.Template.Spec.Containers[0].Image);
        Assert.Equal("3", current.Metadata.Annotations[Deployments.RevisionAnnotation]);
        Assert.Equal("3", Given.Now(world, "cart").Metadata.Annotations[Deployments.RevisionAnnotation]);
    }

    [Fact]
    public void Deployment_Paused_IsScaledWithoutRollout()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", $"{Cart}:2.7.4");
        world.Run(TimeSpan.FromMinutes(1));
        var deployment = Given.Now(world, "cart");
        (deployment.Spec.Paused, deployment.Spec.Replicas, deployment.Spec.Template.Spec.Containers[0].Image) = (true, 5, $"{Cart}:2.8.0");
        world.Store.Update(deployment);
        world.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(5, Given.Now(world, "cart").Status.AvailableReplicas);
        Assert.All(Given.Pods(world), pod => Assert.Equal($"{Cart}:2.7.4", pod.Spec.Containers[0].Image));
    }

    [Fact]
    public void Deployment_RecreateStrategy_StartsNewPodsAfterLastOldPodIsGone()
    {
        var world = Given.Nodes();
        var made = Given.Deployment(world, "cart", $"{Cart}:2.7.4");
        made.Spec.Strategy = new DeploymentStrategy { Type = "Recreate" };
        world.Store.Update(made);
        world.Run(TimeSpan.FromMinutes(1));
        Given.SetImage(world, "cart", $"{Cart}:2.8.0");

        Assert.True(
            world.RunUntil(
                () =>
                {
                    Assert.Single(Given.Pods(world).Select(pod => pod.Spec.Containers[0].Image).DefaultIfEmpty("").Distinct());
                    return Given.Now(world, "cart").Status is { ObservedGeneration: > 2, UpdatedReplicas: 3, AvailableReplicas: 3 };
                },
                TimeSpan.FromMinutes(2)
            )
        );
    }

    private static DeploymentCondition? Progressing(World world) =>
        Given.Now(world, "cart").Status.Conditions.FirstOrDefault(condition => condition.Type == "Progressing");
}
