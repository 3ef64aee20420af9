using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>Controller references: adoption and release, for every kind of controller.</summary>
public sealed class OwnershipTests
{
    private const string Image = "registry.example.com/shop/cart:2.7.4";
    private const string Name = "app.kubernetes.io/name";

    private readonly World world = Given.Nodes();

    [Theory]
    [InlineData(AppKind.Deployment, true)]
    [InlineData(AppKind.DaemonSet, true)]
    [InlineData(AppKind.Job, true)]
    [InlineData(AppKind.StatefulSet, false)] // the name is taken
    public void Pod_RelabelledByHand_IsReleasedGoesOnAndIsReplaced(AppKind kind, bool isReplaced)
    {
        Create(kind);
        Assert.True(world.RunUntil(() => Given.Pods(world) is [{ Status.Phase: "Running" }, ..], TimeSpan.FromMinutes(2)));
        var pod = Given.Pods(world)[0];
        var before = Given.Pods(world).Count;
        foreach (var label in pod.Metadata.Labels.Keys.ToList())
            pod.Metadata.Labels[label] = "quarantined";
        world.Store.Update(pod);
        world.Run(TimeSpan.FromSeconds(10));

        var released = world.Store.Get<Pod>(Given.Namespace, pod.Metadata.Name)!;
        Assert.Equal((0, "Running"), (released.Metadata.OwnerReferences.Count, released.Status.Phase));
        Assert.Equal(isReplaced ? before + 1 : before, Given.Pods(world).Count);
    }

    [Fact]
    public void ReplicaSet_RelabelledByHand_IsReleasedAndAnotherHashIsFoundForItsTemplate()
    {
        Create(AppKind.Deployment);
        world.Run(TimeSpan.FromMinutes(1));
        var set = world.Store.List<ReplicaSet>(Given.Namespace).Single();
        set.Metadata.Labels[Name] = "quarantined";
        world.Store.Update(set);
        world.Run(TimeSpan.FromMinutes(1));

        Assert.Equal([0, 1], world.Store.List<ReplicaSet>(Given.Namespace).Select(one => one.Metadata.OwnerReferences.Count).Order());
        Assert.Equal((1, 3), (Given.Now(world, "cart").Status.CollisionCount, Given.Now(world, "cart").Status.AvailableReplicas));
    }

    [Fact]
    public void Job_OfACronJob_HasTheAnnotationsOfItsTemplate()
    {
        var cron = (CronJob)Manifests.Workload(Given.App("cart", Image, AppKind.CronJob, 1) with { Schedule = "* * * * *" }, world.Now)!;
        (cron.Spec.JobTemplate.Metadata ??= new()).Annotations["team"] = "shop";
        world.Store.Create(cron);
        world.Run(TimeSpan.FromMinutes(2));
        Assert.All(world.Store.List<Job>(Given.Namespace), job => Assert.Equal("shop", job.Metadata.Annotations["team"]));
        Assert.NotEmpty(world.Store.List<Job>(Given.Namespace));
    }

    private void Create(AppKind kind)
    {
        switch (Manifests.Workload(Given.App("cart", Image, kind) with { Volume = "1Gi" }, world.Now))
        {
            case Deployment deployment:
                world.Store.Create(deployment);
                break;
            case DaemonSet set:
                world.Store.Create(set);
                break;
            case StatefulSet set:
                world.Store.Create(set);
                break;
            case Job job:
                world.Store.Create(job);
                break;
        }
    }
}
