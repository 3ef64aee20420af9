using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>The status that a kubelet would report for a fake pod.</summary>
internal static class FakePodStatus
{
    /// <param name="pod">The pod's number.</param>
    /// <param name="life">Its current state.</param>
    /// <param name="restarts">The restart count of its app.</param>
    /// <param name="now">The time of the report.</param>
    public static V1PodStatus Of(int pod, Life life, int restarts, DateTime now)
    {
        var set = Layout.SetOf(pod);
        var ready = life == Life.Running;
        var started = now.AddMinutes(-(pod % 5000) - 1);
        return new V1PodStatus
        {
            Phase = life switch
            {
                Life.Pending => "Pending",
                Life.Completed => "Succeeded",
                _ => "Running",
            },
            QosClass = "Burstable",
            HostIP = "198.18.0.1",
            PodIP = life == Life.Pending ? null : FakePod.Ip(pod),
            PodIPs = life == Life.Pending ? null : [new V1PodIP { Ip = FakePod.Ip(pod) }],
            StartTime = started,
            Conditions =
            [
                Condition("Initialized", life != Life.Pending, "ContainersNotInitialized"),
                Condition("Ready", ready, life == Life.Completed ? "PodCompleted" : "ContainersNotReady"),
                Condition("ContainersReady", ready, life == Life.Completed ? "PodCompleted" : "ContainersNotReady"),
                Condition("PodScheduled", true, ""),
            ],
            InitContainerStatuses =
            [
                Report("init", "registry.example/mesh/init:1.9.2", life == Life.Pending ? Creating : Ended(0, "Completed")),
            ],
            ContainerStatuses =
            [
                Report(
                    "app",
                    $"registry.example/shop/{Layout.App(set)}:1.{set % 40}.0",
                    AppState(),
                    restarts,
                    restarts > 0 ? Ended(1, "Error") : null
                ),
                Report("proxy", "registry.example/mesh/proxy:1.9.2", OtherState()),
                Report("logs", "registry.example/logging/agent:2.1.0", OtherState()),
            ],
        };

        V1ContainerState AppState() =>
            life == Life.Crashing
                ? Waiting(
                    "CrashLoopBackOff",
                    $"back-off 5m0s restarting failed container=app pod={Layout.PodName(pod)}_{Layout.Namespace(set)}"
                )
                : OtherState();

        V1ContainerState OtherState() =>
            life switch
            {
                Life.Pending => Waiting("ContainerCreating", null),
                Life.Completed => Ended(0, "Completed"),
                _ => new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = started } },
            };

        V1ContainerState Ended(int code, string reason) =>
            new()
            {
                Terminated = new V1ContainerStateTerminated
                {
                    ExitCode = code,
                    Reason = reason,
                    StartedAt = started,
                    FinishedAt = now,
                    ContainerID = Id("init"),
                },
            };

        V1PodCondition Condition(string type, bool holds, string why) =>
            new()
            {
                Type = type,
                Status = holds ? "True" : "False",
                LastTransitionTime = started,
                Reason = holds ? null : why,
                Message = holds || life == Life.Completed ? null : "containers with unready status: [app]",
            };

        V1ContainerStatus Report(string name, string image, V1ContainerState state, int count = 0, V1ContainerState? last = null) =>
            new()
            {
                Name = name,
                Image = image,
                ImageID = $"{image.Split(':')[0]}@sha256:{set:x64}",
                State = state,
                LastState = last,
                RestartCount = count,
                Ready = state.Running is not null || (name == "init" && state.Terminated is not null),
                Started = state.Running is not null,
                ContainerID = state.Waiting is null ? Id(name) : null,
            };

        string Id(string name) => $"containerd://{pod:x16}{name.Length:x16}{restarts:x32}";
    }

    private static V1ContainerState Creating => Waiting("ContainerCreating", null);

    private static V1ContainerState Waiting(string reason, string? message) =>
        new()
        {
            Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message },
        };
}
