using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>Load is distributed over ready pods, and autoscalers converge.</summary>
public sealed class DemandTests
{
    private readonly World world = new();

    [Fact]
    public void CpuWorkload_ScaledFromOneToThreePods_IsSharedEquallyAndCountersKeepGrowing()
    {
        Scale("accounts", 1);
        world.Run(TimeSpan.FromMinutes(1));
        var (consumption, one) = (world.Cluster.Consumption, Assert.Single(Running("accounts")));
        Assert.Equal(3, one.CpuWorkload.Share);
        var before = consumption.Requests(one, world.Now);

        Scale("accounts", 3);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.All(Running("accounts"), each => Assert.Equal(1, each.CpuWorkload.Share));
        Assert.True(consumption.Requests(one, world.Now) > before);
        Assert.Equal(
            consumption.RequestsPerSecond(one, world.Now),
            (consumption.Requests(one, world.Now.AddSeconds(1)) - consumption.Requests(one, world.Now)),
            tolerance: 0.2
        );
    }

    [Fact]
    public void CpuWorkload_CpuLimitReached_IsCappedAndThrottled()
    {
        var accounts = world.Store.Get<Deployment>("shop", "accounts")!;
        accounts.Spec.Template.Spec.Containers[0].Resources.Limits["cpu"] = new() { String = "50m" };
        accounts.Spec.Replicas = 1;
        world.Store.Update(accounts);
        Assert.True(world.RunUntil(() => Running("accounts") is [{ Ready: true, CpuLimit: 0.05 }], TimeSpan.FromMinutes(3)));
        world.Run(TimeSpan.FromSeconds(5));

        var (consumption, one) = (world.Cluster.Consumption, Running("accounts")[0]);
        Assert.InRange(one.CpuWorkload.Share, 0.5, 0.6);
        for (var minute = 0; minute < 60; minute++)
            Assert.True(consumption.Cores(one, world.Now.AddMinutes(minute)) <= one.CpuLimit);
        Assert.True(consumption.ThrottledPeriods(one, world.Now.AddMinutes(1)) - consumption.ThrottledPeriods(one, world.Now) > 100);
    }

    [Fact]
    public void CpuWorkload_PodNotReady_GetsNoRequests()
    {
        Assert.All(Running("admin"), one => Assert.Equal((false, 0.0), (one.Ready, world.Cluster.Consumption.Requests(one, world.Now))));
        Assert.NotEmpty(Running("admin"));
    }

    [Fact]
    public void HorizontalPodAutoscaler_LoadAboveTarget_ScalesUpWithinTwoMinutes()
    {
        world.Run(TimeSpan.FromMinutes(2));
        Scale("frontend", 4);
        // Four pods have the load of six: the autoscaler scales up at its next sync.
        Assert.True(world.RunUntil(() => Replicas("frontend") >= 6, TimeSpan.FromMinutes(2)));
        Assert.Contains(
            world.Store.List<Event>("shop"),
            said => said is { Reason: "SuccessfulRescale" } && said.Message.EndsWith("above target", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void HorizontalPodAutoscaler_LoadVariesForOneHour_ScalesDownOnlyAfterStabilizationWindow()
    {
        var (grown, held, changes) = (DateTimeOffset.MinValue, false, 0);
        var last = Replicas("frontend");
        world.Run(
            TimeSpan.FromMinutes(60),
            now =>
            {
                var replicas = Replicas("frontend");
                Assert.InRange(replicas, 4, 8);
                if (replicas < last)
                    Assert.True(now - grown > TimeSpan.FromMinutes(4), $"{last} to {replicas} at {now}");
                if (replicas > last)
                    grown = now;
                if (replicas != last)
                    changes++;
                held |=
                    Scaler("frontend").Status?.Conditions.Any(one => one is { Type: "AbleToScale", Reason: "ScaleDownStabilized" }) is true;
                last = replicas;
            }
        );
        Assert.InRange(changes, 2, 20);
        Assert.True(held);
    }

    [Theory]
    [InlineData("Deployment", "warehouse", "stock")]
    [InlineData("StatefulSet", "shop", "postgres")]
    public void HorizontalPodAutoscaler_NewlyCreated_WaitsFiveMinutesBeforeScalingDown(string kind, string ns, string name)
    {
        world.Store.Create(
            new HorizontalPodAutoscaler
            {
                Metadata = new() { Namespace = ns, Name = name },
                Spec = new HorizontalPodAutoscalerSpec
                {
                    MinReplicas = 1,
                    MaxReplicas = 9,
                    ScaleTargetRef = new CrossVersionObjectReference
                    {
                        ApiVersion = "apps/v1",
                        Kind = kind,
                        Name = name,
                    },
                    Metrics =
                    {
                        new MetricSpec
                        {
                            Type = "Resource",
                            Resource = new ResourceMetricSource
                            {
                                Name = "cpu",
                                Target = new MetricTarget { Type = "Utilization", AverageUtilization = 500 },
                            },
                        },
                    },
                },
            }
        );
        var before = Of();
        world.Run(TimeSpan.FromMinutes(4));
        Assert.Equal(before, Of());
        world.Run(TimeSpan.FromMinutes(3));
        Assert.Equal(1, Of());

        int Of() =>
            kind == "Deployment"
                ? world.Store.Get<Deployment>(ns, name)!.Spec.Replicas
                : world.Store.Get<StatefulSet>(ns, name)!.Spec.Replicas;
    }

    [Theory]
    [InlineData("memory", "Utilization", 50, "ScalingActive", "FailedGetResourceMetric")]
    [InlineData("cpu", "AverageValue", 0, "ScalingActive", "FailedGetResourceMetric")]
    public void HorizontalPodAutoscaler_MetricNotMeasurable_KeepsReplicasAndReportsFailedMetric(
        string metric,
        string type,
        int percent,
        string condition,
        string reason
    )
    {
        var scaler = Scaler("catalogue");
        var (resource, before) = (scaler.Spec.Metrics[0].Resource, Replicas("catalogue"));
        (resource.Name, resource.Target.Type, resource.Target.AverageUtilization) = (metric, type, percent);
        world.Store.Update(scaler);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(before, Replicas("catalogue"));
        Assert.Contains(
            Scaler("catalogue").Status.Conditions,
            one => one.Type == condition && one.Reason == reason && one.Status == "False"
        );
    }

    [Fact]
    public void HorizontalPodAutoscaler_TargetMissing_ReportsFailedGetScale()
    {
        var scaler = Scaler("catalogue");
        scaler.Spec.ScaleTargetRef.Name = "catalog";
        world.Store.Update(scaler);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Contains(
            Scaler("catalogue").Status.Conditions,
            one =>
                one is { Type: "AbleToScale", Status: "False", Reason: "FailedGetScale" }
                && one.Message.EndsWith("deployments.apps \"catalog\" not found", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void HorizontalPodAutoscaler_TargetAtZeroReplicas_KeepsZeroAndReportsScalingDisabled()
    {
        Scale("frontend", 0);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Equal(0, Replicas("frontend"));
        Assert.Contains(
            Scaler("frontend").Status.Conditions,
            one => one is { Type: "ScalingActive", Status: "False", Reason: "ScalingDisabled" }
        );
    }

    [Fact]
    public void ClusterSeeder_AppMemoryLimits_ExceedRequiredMemory() =>
        Assert.All(
            Apps.All,
            app =>
                Assert.True(
                    app.Limits.Split('/')[1] is "" || Images.Find(app.Image)!.MemoryMiB * 1.05 < Bytes(app) / (1024 * 1024),
                    $"{app.Name} is killed at its limit"
                )
        );

    private static double Bytes(App app) => Amount.Of(app.Limits.Split('/')[1]);

    private HorizontalPodAutoscaler Scaler(string name) => world.Store.Get<HorizontalPodAutoscaler>("shop", name)!;

    private int Replicas(string name) => world.Store.Get<Deployment>("shop", name)!.Spec.Replicas;

    private void Scale(string name, int replicas)
    {
        var deployment = world.Store.Get<Deployment>("shop", name)!;
        deployment.Spec.Replicas = replicas;
        world.Store.Update(deployment);
    }

    private List<RunningContainer> Running(string name) =>
        [.. world.Cluster.Hosts.SelectMany(host => host.Running).Where(one => one.Name == name)];
}
