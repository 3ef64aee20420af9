using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

/// <summary>Probes, and missing ConfigMaps and Secrets.</summary>
public sealed class ProbeTests
{
    private const string Cart = "registry.example.com/shop/cart:2.8.0";

    [Fact]
    public void LivenessProbe_ContainerHangs_RestartsItWithBackoff()
    {
        var world = With(
            "registry.k8s.io/e2e-test-images/agnhost:2.40",
            container => container.LivenessProbe = Http(8080, period: 3, delay: 3)
        );
        Assert.True(world.RunUntil(() => Status(world) is { RestartCount: 1, State.Running: not null }, TimeSpan.FromSeconds(40)));
        Assert.Equal(("Error", 143), (Status(world)!.LastState.Terminated.Reason, Status(world)!.LastState.Terminated.ExitCode));
        // Hangs after 10 s; probes at 12, 15 and 18 s fail.
        Assert.InRange(
            (Status(world)!.LastState.Terminated.FinishedAt.At() - Status(world)!.LastState.Terminated.StartedAt.At()).TotalSeconds,
            16,
            20
        );
        var said = Said(world);
        Assert.Contains(
            said,
            one =>
                one
                    is {
                        Type: "Warning",
                        Reason: "Unhealthy",
                        Message: "Liveness probe failed: HTTP probe failed with statuscode: 500",
                        Count: 3
                    }
        );
        Assert.Contains(
            said,
            one => one is { Type: "Normal", Reason: "Killing", Message: "Container cart failed liveness probe, will be restarted" }
        );
        Assert.True(world.RunUntil(() => Given.Waiting(Given.Pods(world)[0]) == "CrashLoopBackOff", TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void LivenessProbe_PortNotListening_ReportsConnectionRefused()
    {
        var world = With(Cart, container => container.LivenessProbe = Http(9999, period: 5));
        Assert.True(world.RunUntil(() => Status(world) is { RestartCount: 1 }, TimeSpan.FromMinutes(1)));
        var address = Given.Pods(world)[0].Status.PodIP;
        Assert.Contains(
            Said(world),
            one =>
                one.Message
                == $"Liveness probe failed: Get \"http://{address}:9999/healthz\": dial tcp {address}:9999: connect: connection refused"
        );
    }

    [Fact]
    public void StartupProbe_SlowStart_DelaysReadinessWithoutRestart()
    {
        // Ready after 12 s; the startup probe allows 30 s.
        var world = With(
            "registry.example.com/shop/search:4.1.0",
            container =>
            {
                container.StartupProbe = Http(8080, period: 5, failures: 6);
                container.Resources.Limits.Clear();
            }
        );
        Assert.True(
            world.RunUntil(() => Status(world) is { Started: false, Ready: false, State.Running: not null }, TimeSpan.FromSeconds(20))
        );
        Assert.True(world.RunUntil(() => Status(world) is { Started: true, Ready: true }, TimeSpan.FromSeconds(25)));
        Assert.Equal(0, Status(world)!.RestartCount);
        Assert.Contains(
            Said(world),
            one => one is { Reason: "Unhealthy", Message: "Startup probe failed: HTTP probe failed with statuscode: 503" }
        );
    }

    [Fact]
    public void StartupProbe_FailureThresholdReached_RestartsContainer()
    {
        var world = With(
            "registry.example.com/shop/search:4.1.0",
            container => container.StartupProbe = Http(8080, period: 2, failures: 2)
        );
        Assert.True(world.RunUntil(() => Status(world) is { RestartCount: 1 }, TimeSpan.FromSeconds(30)));
        Assert.Contains(
            Said(world),
            one => one is { Reason: "Killing", Message: "Container cart failed startup probe, will be restarted" }
        );
    }

    [Theory]
    [InlineData("from", "configmap \"settings\" not found")]
    [InlineData("key", "configmap \"settings\" not found")]
    [InlineData("secret", "secret \"settings\" not found")]
    public void Container_EnvSourceMissing_WaitsWithCreateContainerConfigError(string kind, string missing)
    {
        var name = new LocalObjectReference { Name = "settings" };
        var world = With(
            Cart,
            container =>
            {
                if (kind == "from")
                    container.EnvFrom.Add(new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { LocalObjectReference = name } });
                else if (kind == "key")
                    container.Env.Add(
                        new EnvVar
                        {
                            Name = "A",
                            ValueFrom = new EnvVarSource
                            {
                                ConfigMapKeyRef = new ConfigMapKeySelector { LocalObjectReference = name, Key = "a" },
                            },
                        }
                    );
                else
                    container.Env.Add(
                        new EnvVar
                        {
                            Name = "A",
                            ValueFrom = new EnvVarSource
                            {
                                SecretKeyRef = new SecretKeySelector { LocalObjectReference = name, Key = "a" },
                            },
                        }
                    );
            }
        );
        Assert.True(
            world.RunUntil(() => Status(world)?.State?.Waiting is { Reason: "CreateContainerConfigError" }, TimeSpan.FromSeconds(20))
        );
        Assert.Equal(missing, Status(world)!.State.Waiting.Message);
        Assert.Contains(Said(world), one => one.Type == "Warning" && one.Reason == "Failed" && one.Message == $"Error: {missing}");

        var meta = new ObjectMeta { Namespace = Given.Namespace, Name = "settings" };
        if (kind == "secret")
            world.Store.Create(new Secret { Metadata = meta });
        else
            world.Store.Create(new ConfigMap { Metadata = meta });
        if (kind != "from")
        {
            Assert.True(
                world.RunUntil(
                    () =>
                        Status(world)?.State?.Waiting?.Message
                        == $"couldn't find key a in {(kind == "key" ? "ConfigMap" : "Secret")} lab/settings",
                    TimeSpan.FromSeconds(20)
                )
            );
            return;
        }

        Assert.True(world.RunUntil(() => Availability.IsReady(Given.Pods(world)[0]), TimeSpan.FromSeconds(30)));
        Assert.Equal(0, Status(world)!.RestartCount);
    }

    [Fact]
    public void Pod_VolumeConfigMapMissing_WaitsWithFailedMountUntilCreated()
    {
        var world = Given.Nodes();
        var made = Given.Deployment(world, "cart", Cart, replicas: 1);
        made.Spec.Template.Spec.Volumes.Add(
            new Volume
            {
                Name = "v",
                VolumeSource = new VolumeSource
                {
                    ConfigMap = new ConfigMapVolumeSource { LocalObjectReference = new LocalObjectReference { Name = "settings" } },
                },
            }
        );
        world.Store.Update(made);
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Equal("ContainerCreating", Given.Waiting(Given.Pods(world)[0]));
        Assert.Contains(
            Said(world),
            one =>
                one
                    is {
                        Type: "Warning",
                        Reason: "FailedMount",
                        Message: "MountVolume.SetUp failed for volume \"v\" : configmap \"settings\" not found",
                        Count: > 3
                    }
        );

        world.Store.Create(
            new ConfigMap
            {
                Metadata = new ObjectMeta { Namespace = Given.Namespace, Name = "settings" },
            }
        );
        Assert.True(world.RunUntil(() => Availability.IsReady(Given.Pods(world)[0]), TimeSpan.FromMinutes(2)));
    }

    private static World With(string image, Action<Container> shape)
    {
        var world = Given.Nodes();
        var made = Given.Deployment(world, "cart", image, replicas: 1);
        shape(made.Spec.Template.Spec.Containers[0]);
        world.Store.Update(made);
        return world;
    }

    private static Probe Http(int port, int period, int delay = 0, int failures = 3) =>
        new()
        {
            Handler = new ProbeHandler
            {
                HttpGet = new HTTPGetAction
                {
                    Path = "/healthz",
                    Port = new IntOrString { IntVal = port },
                },
            },
            PeriodSeconds = period,
            InitialDelaySeconds = delay,
            FailureThreshold = failures,
        };

    private static ContainerStatus? Status(World world) => Given.Pods(world).FirstOrDefault()?.Status.ContainerStatuses.FirstOrDefault();

    private static List<Event> Said(World world) =>
        [.. world.Store.List<Event>(Given.Namespace).Where(one => one.InvolvedObject.Kind == "Pod")];
}
