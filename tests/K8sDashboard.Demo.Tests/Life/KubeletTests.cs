using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class KubeletTests
{
    [Fact]
    public void Kubelet_NewPod_IsScheduledCreatedRunningThenReady()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 1);
        var seen = new List<string>();
        world.RunUntil(
            () =>
            {
                var pod = Given.Pods(world).FirstOrDefault();
                var word =
                    pod is null ? "none"
                    : pod.Spec.NodeName.Length == 0 ? "unbound"
                    : Given.Waiting(pod) is { Length: > 0 } waiting ? waiting
                    : Availability.IsReady(pod) ? "Ready"
                    : pod.Status.Phase;
                if (seen.LastOrDefault() != word)
                    seen.Add(word);
                return word == "Ready";
            },
            TimeSpan.FromMinutes(1)
        );

        Assert.Equal(["none", "ContainerCreating", "Running", "Ready"], seen);
        var ready = Assert.Single(Given.Pods(world));
        Assert.StartsWith("10.244.", ready.Status.PodIP);
        Assert.Equal(
            ["Created", "Pulled", "Scheduled", "Started"],
            world.Store.List<Event>(Given.Namespace).Where(said => said.InvolvedObject.Kind == "Pod").Select(said => said.Reason).Order()
        );
    }

    [Fact]
    public void Kubelet_MemoryLeakReachesLimit_IsOomKilledAndRestarted()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.1", replicas: 1);
        Assert.True(world.RunUntil(() => Status(world) is { RestartCount: 1, LastState.Terminated: not null }, TimeSpan.FromMinutes(15)));

        Assert.Equal(("OOMKilled", 137), (Status(world)!.LastState.Terminated.Reason, Status(world)!.LastState.Terminated.ExitCode));
        Assert.Equal(1, world.Cluster.Hosts.Sum(host => host.Meter.OutOfMemoryKills));
    }

    [Fact]
    public void Kubelet_MemoryNeedAboveLimit_IsOomKilledRepeatedly()
    {
        var world = Given.Nodes();
        var made = Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 1);
        made.Spec.Template.Spec.Containers[0].Resources.Limits["memory"] = new() { String = "100Mi" };
        world.Store.Update(made);

        Assert.True(
            world.RunUntil(
                () =>
                    Status(world)
                        is {
                            RestartCount: > 1,
                            State.Waiting.Reason: "CrashLoopBackOff",
                            LastState.Terminated: { Reason: "OOMKilled", ExitCode: 137 }
                        },
                TimeSpan.FromMinutes(5)
            )
        );
    }

    [Fact]
    public void Kubelet_PodImageChanged_RestartsContainerInSamePod()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 1);
        world.Run(TimeSpan.FromMinutes(1));
        var pod = Assert.Single(Given.Pods(world));
        pod.Spec.Containers[0].Image = "registry.example.com/shop/cart:2.7.4";
        world.Store.Update(pod);

        Assert.True(
            world.RunUntil(
                () =>
                    Status(world)
                        is { RestartCount: 1, Image: "registry.example.com/shop/cart:2.7.4", Ready: true, LastState.Terminated: not null },
                TimeSpan.FromMinutes(1)
            )
        );
        Assert.Equal(pod.Metadata.Uid, Assert.Single(Given.Pods(world)).Metadata.Uid);
        Assert.Contains(
            world.Store.List<Event>(Given.Namespace),
            said => said is { Reason: "Killing", Message: "Container cart definition changed, will be restarted" }
        );
    }

    [Fact]
    public void Kubelet_ZeroLimits_AreTreatedAsUnlimited()
    {
        var world = Given.Nodes();
        var made = Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 1);
        foreach (var name in (string[])["cpu", "memory"])
            made.Spec.Template.Spec.Containers[0].Resources.Limits[name] = new() { String = "0" };
        world.Store.Update(made);
        world.Run(TimeSpan.FromMinutes(2));

        Assert.Equal(0, Status(world)!.RestartCount);
        var one = Assert.Single(world.Cluster.Hosts.SelectMany(host => host.Running), one => one.Name == "cart");
        Assert.True(world.Cluster.Consumption.Cores(one, world.Now) > 0.01);
        Assert.Equal(0, world.Cluster.Consumption.ThrottledPeriods(one, world.Now));
    }

    [Fact]
    public void Kubelet_InteractiveShell_KeepsRunning()
    {
        var world = Given.Nodes();
        world.Store.Create(
            new Pod
            {
                Metadata = new() { Namespace = Given.Namespace, Name = "typed" },
                Spec = new PodSpec
                {
                    RestartPolicy = "Never",
                    Containers =
                    {
                        new Container
                        {
                            Name = "shell",
                            Image = "busybox",
                            Tty = true,
                            Stdin = true,
                        },
                    },
                },
            }
        );
        world.Run(TimeSpan.FromMinutes(1));
        Assert.Equal("Running", Assert.Single(Given.Pods(world)).Status.Phase);
    }

    [Theory]
    [InlineData("busybox:1", "sleep 20", "Succeeded", 0)]
    [InlineData("busybox:1", "sh -c|echo hi; sleep 3; exit 3", "Failed", 3)]
    [InlineData("alpine", "false", "Failed", 1)]
    [InlineData("perl:5.34.0", "perl -Mbignum=bpi -wle|print bpi(2000)", "Succeeded", 0)]
    [InlineData("busybox:1", "", "Succeeded", 0)]
    [InlineData("busybox:1", "sleep 99999999999d", "Running", 0)]
    [InlineData("busybox:1", "sleep infinity", "Running", 0)]
    [InlineData("python:3", "python -m|http.server", "Running", 0)]
    [InlineData("hello-world", "", "Succeeded", 0)]
    [InlineData("nginx:1.27.0", "sh -c|echo hello > /usr/share/nginx/html/index.html && nginx -g 'daemon off;'", "Running", 0)]
    [InlineData("nginx:1.27.0", "sh -c|while true; do date; sleep 1; done", "Running", 0)]
    public void Kubelet_ContainerCommand_DeterminesPhaseAndExitCode(string image, string command, string phase, int exitCode)
    {
        var world = Given.Nodes();
        var pod = new Pod
        {
            Metadata = new() { Namespace = Given.Namespace, Name = "task" },
            Spec = new PodSpec
            {
                RestartPolicy = "Never",
                Containers =
                {
                    new Container { Name = "task", Image = image },
                },
            },
        };
        pod.Spec.Containers[0]
            .Command.Add(
                command.Split('|') is [var words, .. var rest] ? [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. rest] : []
            );
        world.Store.Create(pod);
        world.Run(TimeSpan.FromMinutes(1));

        Assert.Equal(phase, Assert.Single(Given.Pods(world)).Status.Phase);
        Assert.Equal(exitCode, Status(world)!.State.Terminated?.ExitCode ?? 0);
    }

    [Fact]
    public void Kubelet_ContainerCrashes_RestartsWithExponentialBackoff()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "api", "registry.example.com/payments/api:3.4.2", replicas: 1);
        var starts = new List<DateTimeOffset>();
        world.RunUntil(
            () =>
            {
                if (Status(world)?.State?.Running?.StartedAt is { } at && (starts.Count == 0 || starts[^1] != at.At()))
                    starts.Add(at.At());
                return starts.Count == 6;
            },
            TimeSpan.FromMinutes(20)
        );

        // It runs for six seconds; the pauses are Kubernetes' back-off, to the second of a turn.
        var pauses = starts.Zip(starts.Skip(1), (one, next) => Math.Round((next - one).TotalSeconds) - 6).ToArray();
        int[] wanted = [1, 10, 20, 40, 80];
        Assert.All(pauses.Zip(wanted), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + 2));
        Assert.True(world.RunUntil(() => Given.Waiting(Given.Pods(world)[0]) == "CrashLoopBackOff", TimeSpan.FromMinutes(1)));
        Assert.Equal("Running", Given.Pods(world)[0].Status.Phase);
    }

    [Fact]
    public void Kubelet_PodDeleted_TerminatesAndIsReplaced()
    {
        var world = Given.Nodes();
        Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 2);
        world.Run(TimeSpan.FromMinutes(1));
        var victim = Given.Pods(world)[0];
        world.Cluster.State.End(victim, world.Now);

        Assert.True(world.RunUntil(() => Given.Pods(world).Count == 3, TimeSpan.FromSeconds(5)));
        Assert.True(
            world.RunUntil(() => Given.Pods(world) is { Count: 2 } two && two.TrueForAll(Availability.IsReady), TimeSpan.FromMinutes(1))
        );
        Assert.DoesNotContain(Given.Pods(world), pod => pod.Metadata.Uid == victim.Metadata.Uid);
    }

    [Fact]
    public void Kubelet_InitContainers_RunSequentiallyBeforeApp()
    {
        var world = Given.Nodes();
        var made = Given.Deployment(world, "cart", "registry.example.com/shop/cart:2.8.0", replicas: 1);
        made.Spec.Template.Spec.InitContainers.Add([
            new Container { Name = "first", Image = "busybox:1" },
            new Container { Name = "second", Image = "busybox:1" },
        ]);
        world.Store.Update(made);

        Assert.True(world.RunUntil(() => Ended(world, "first") && !Ended(world, "second"), TimeSpan.FromMinutes(1)));
        Assert.Equal("PodInitializing", Given.Waiting(Given.Pods(world)[0]));
        Assert.True(world.RunUntil(() => Availability.IsReady(Given.Pods(world)[0]), TimeSpan.FromMinutes(1)));
        Assert.True(Ended(world, "second"));
    }

    private static bool Ended(World world, string init) =>
        Given
            .Pods(world)
            .SelectMany(pod => pod.Status.InitContainerStatuses)
            .FirstOrDefault(status => status.Name == init)
            ?.State?.Terminated
            is { ExitCode: 0 };

    private static ContainerStatus? Status(World world) => Given.Pods(world).FirstOrDefault()?.Status.ContainerStatuses.FirstOrDefault();
}
