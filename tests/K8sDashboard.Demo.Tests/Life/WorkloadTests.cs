using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class WorkloadTests
{
    private const string Cart = "registry.example.com/shop/cart:2.8.0";

    [Fact]
    public void StatefulSet_ThreeReplicas_StartInOrderWithBoundVolumes()
    {
        var world = Given.Nodes();
        var app = Given.App("db", "docker.io/library/postgres:16.4", AppKind.StatefulSet, 3, limits: "2/2Gi") with { Volume = "10Gi" };
        world.Store.Create((StatefulSet)Manifests.Workload(app, world.Now)!);
        world.RunUntil(
            () =>
            {
                // OrderedReady: no pod before its predecessor is ready.
                var ready = Given.Pods(world).Count(Availability.IsReady);
                Assert.InRange(Given.Pods(world).Count, 0, ready + 1);
                return ready == 3;
            },
            TimeSpan.FromMinutes(3)
        );

        Assert.Equal(["db-0", "db-1", "db-2"], Given.Pods(world).Select(pod => pod.Metadata.Name));
        Assert.All(world.Store.List<PersistentVolumeClaim>(Given.Namespace), claim => Assert.Equal("Bound", claim.Status.Phase));
        Assert.Equal(
            ["data-db-0", "data-db-1", "data-db-2"],
            world.Store.List<PersistentVolumeClaim>(Given.Namespace).Select(claim => claim.Metadata.Name)
        );
    }

    [Fact]
    public void DaemonSet_WithoutTolerations_RunsOnePodPerUntaintedNode()
    {
        var world = Given.Nodes();
        var set = (DaemonSet)
            Manifests.Workload(Given.App("agent", "quay.io/prometheus/node-exporter:v1.9.1", AppKind.DaemonSet), world.Now)!;
        set.Spec.Template.Spec.Tolerations.Clear();
        world.Store.Create(set);
        world.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(["worker-1", "worker-2", "worker-3"], Given.Pods(world).Select(pod => pod.Spec.NodeName).Order());
        Assert.Equal(3, world.Store.Get<DaemonSet>(Given.Namespace, "agent")!.Status.NumberReady);
    }

    [Fact]
    public void CronJob_ScheduledEveryFiveMinutes_RunsOnTimeAndKeepsLastThreeJobs()
    {
        var world = Given.Nodes();
        world.Store.Create(
            (CronJob)
                Manifests.Workload(
                    Given.App("cleanup", "registry.example.com/batch/cleanup:1.0.0", AppKind.CronJob, 1) with
                    {
                        Schedule = "*/5 * * * *",
                    },
                    world.Now
                )!
        );
        world.Run(TimeSpan.FromMinutes(31));

        var jobs = world.Store.List<Job>(Given.Namespace);
        Assert.Equal(3, jobs.Count);
        Assert.All(jobs, job => Assert.Equal(1, job.Status.Succeeded));
        Assert.Equal(World.Start.AddMinutes(30), world.Store.Get<CronJob>(Given.Namespace, "cleanup")!.Status.LastScheduleTime.At());
        Assert.Equal(3, Given.Pods(world).Count(pod => pod.Status.Phase == "Succeeded"));
    }

    [Fact]
    public void Job_PodsAlwaysFail_FailsWithBackoffLimitExceeded()
    {
        var world = Given.Nodes();
        Given.Job(world, "migrate", "registry.example.com/batch/migrate:7.0.0");
        Assert.True(world.RunUntil(() => Jobs.IsFinished(world.Store.Get<Job>(Given.Namespace, "migrate")!), TimeSpan.FromMinutes(10)));

        Assert.Contains(
            world.Store.Get<Job>(Given.Namespace, "migrate")!.Status.Conditions,
            condition => condition is { Type: "Failed", Reason: "BackoffLimitExceeded" }
        );
        Assert.Equal(
            4,
            Given
                .Pods(world)
                .Count(pod =>
                    pod.Status is { Phase: "Failed" }
                    && pod.Status.ContainerStatuses[0].State.Terminated is { ExitCode: 1, Reason: "Error" }
                )
        );
    }

    [Fact]
    public void Job_ActiveDeadlinePassed_FailsAndEndsItsPods()
    {
        var world = Given.Nodes();
        var job = Given.Job(world, "slow", "registry.example.com/batch/reports:1.4.0");
        job.Spec.ActiveDeadlineSeconds = 30;
        world.Store.Update(job);
        Assert.True(world.RunUntil(() => Jobs.IsFinished(world.Store.Get<Job>(Given.Namespace, "slow")!), TimeSpan.FromMinutes(1)));

        Assert.Contains(
            world.Store.Get<Job>(Given.Namespace, "slow")!.Status.Conditions,
            condition => condition is { Type: "Failed", Reason: "DeadlineExceeded" }
        );
        Assert.True(world.RunUntil(() => Given.Pods(world).TrueForAll(pod => !Availability.IsActive(pod)), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Job_Suspended_DoesNotCountTowardActiveDeadline()
    {
        var world = Given.Nodes();
        var job = Given.Job(world, "slow", "registry.example.com/batch/reports:1.4.0");
        (job.Spec.ActiveDeadlineSeconds, job.Spec.Suspend) = (600, true);
        job = world.Store.Update(job);
        world.Run(TimeSpan.FromMinutes(15));
        job = world.Store.Get<Job>(Given.Namespace, "slow")!;
        Assert.Null(job.Status.StartTime);
        job.Spec.Suspend = false;
        world.Store.Update(job);
        Assert.True(world.RunUntil(() => world.Store.Get<Job>(Given.Namespace, "slow")!.Status.Succeeded == 1, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void EndpointSlice_MatchingPods_AreListedReadyOrNot()
    {
        var world = Given.Nodes();
        var app = Given.App("cart", Cart, replicas: 2) with { Scraped = true };
        Given.Deployment(world, "cart", Cart, replicas: 2);
        world.Store.Create(ServicesAndIngresses.Service(app, world.Cluster.SeededRandom, world.Now)!);
        Assert.True(world.RunUntil(() => Slice(world) is { Endpoints: [{ Conditions.Ready: false }, ..] }, TimeSpan.FromMinutes(1)));
        Assert.True(
            world.RunUntil(
                () => Slice(world) is { Endpoints: [{ Conditions.Ready: true }, { Conditions.Ready: true }] },
                TimeSpan.FromMinutes(1)
            )
        );
        Assert.Equal(8080, Slice(world)!.Ports[0].Port);
        Assert.Equal(2, world.Store.Get<Endpoints>(Given.Namespace, "cart")!.Subsets[0].Addresses.Count);
    }

    [Fact]
    public void Deployment_Deleted_RemovesItsReplicaSetsAndPods()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", Cart);
        world.Run(TimeSpan.FromMinutes(1));
        world.Store.Delete<Deployment>(Given.Namespace, "cart");
        Assert.True(
            world.RunUntil(
                () => Given.Pods(world).Count == 0 && world.Store.List<ReplicaSet>(Given.Namespace).Count == 0,
                TimeSpan.FromSeconds(20)
            )
        );
    }

    private static EndpointSlice? Slice(World world) => world.Store.List<EndpointSlice>(Given.Namespace) is [var slice] ? slice : null;
}
