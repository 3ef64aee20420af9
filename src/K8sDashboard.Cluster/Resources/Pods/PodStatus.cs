using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>
/// A pod's READY, STATUS and RESTARTS as <c>kubectl get pods</c> prints them, by the rules of the API server's table printer.
/// </summary>
/// <param name="Word">STATUS: <c>Running</c>, <c>Init:0/1</c>, <c>CrashLoopBackOff</c>, <c>Terminating</c> …</param>
/// <param name="LastRestart">When the run before the latest restart ended; null where there was no restart or the time is unknown.</param>
public readonly record struct PodStatus(int Ready, int Total, string Word, int Restarts, DateTimeOffset? LastRestart)
{
    /// <summary>READY, for example <c>1/2</c>; sidecars count on both sides.</summary>
    public string ReadyText => $"{Ready}/{Total}";

    public static PodStatus Of(Pod pod)
    {
        var init = Initialization(pod);
        var total = pod.Containers.Length + pod.InitContainers.Count(container => container.Template.RestartsAlways);
        var initialized = init.Word is null || pod.Condition("Initialized")?.Status == ConditionStatus.True;
        var counted = initialized ? Containers(pod, init) : init with { Word = init.Word ?? PodWord(pod) };
        return new(counted.Ready, total, Ending(pod) ?? counted.Word ?? PodWord(pod), counted.Restarts, counted.LastRestart);
    }

    private static string PodWord(Pod pod) =>
        pod.Condition("PodScheduled")?.Reason == "SchedulingGated" ? "SchedulingGated"
        : pod.Reason.Length > 0 ? pod.Reason
        : pod.Phase.ToString();

    /// <summary>A deleted pod is Terminating until it has ended, and Unknown on a lost node.</summary>
    private static string? Ending(Pod pod) =>
        pod switch
        {
            { Deleted: null } => null,
            { Reason: "NodeLost" } => "Unknown",
            { Phase: PodPhase.Succeeded or PodPhase.Failed } => null,
            _ => "Terminating",
        };

    /// <summary>Walks the init containers up to the first that is not done; its state is the pod's STATUS.</summary>
    private static PodStatusAccumulator Initialization(Pod pod)
    {
        var sum = new PodStatusAccumulator();
        for (var index = 0; index < pod.InitContainers.Length; index++)
        {
            var container = pod.InitContainers[index];
            if (container.Status is not { } status)
                continue;
            sum = sum.Plus(status, sidecar: container.Template.RestartsAlways);
            if (status.State is ContainerState.Terminated { ExitCode: 0 })
                continue;
            if (container.Template.RestartsAlways && status.Started == true)
            {
                if (status.Ready)
                    sum = sum with { Ready = sum.Ready + 1 };
                continue;
            }

            return sum with
            {
                Word = InitWord(status.State) ?? $"Init:{index}/{pod.InitContainers.Length}",
            };
        }

        return sum;
    }

    private static string? InitWord(ContainerState state) =>
        state switch
        {
            ContainerState.Terminated ended => "Init:" + EndWord(ended),
            ContainerState.Waiting { Reason: not ("" or "PodInitializing") } waiting => "Init:" + waiting.Reason,
            _ => null,
        };

    private static string EndWord(ContainerState.Terminated ended) =>
        ended.Reason.Length > 0 ? ended.Reason
        : ended.Signal != 0 ? $"Signal:{ended.Signal}"
        : $"ExitCode:{ended.ExitCode}";

    /// <summary>App containers override init containers; restarts of ordinary init containers no longer count.</summary>
    private static PodStatusAccumulator Containers(Pod pod, PodStatusAccumulator init)
    {
        var sum = init with { Restarts = init.SidecarRestarts, LastRestart = init.LastSidecarRestart };
        var running = false;
        // The kubelet reports containers sorted by name; in kubectl the first one that is not running determines the STATUS.
        foreach (var container in LastFirst(pod.Containers))
        {
            if (container.Status is not { } status)
                continue;
            sum = sum.Plus(status, sidecar: false);
            switch (status.State)
            {
                case ContainerState.Waiting { Reason.Length: > 0 } waiting:
                    sum = sum with { Word = waiting.Reason };
                    break;
                case ContainerState.Terminated ended:
                    sum = sum with { Word = EndWord(ended) };
                    break;
                case ContainerState.Running when status.Ready:
                    running = true;
                    sum = sum with { Ready = sum.Ready + 1 };
                    break;
            }
        }

        // A container has completed while others run: the STATUS is that of the running ones.
        return running && (sum.Word ?? PodWord(pod)) == "Completed" ? sum with { Word = pod.IsReady ? "Running" : "NotReady" } : sum;
    }

    /// <summary>Allocation-free for the common case of one container.</summary>
    private static ImmutableArray<Container> LastFirst(ImmutableArray<Container> containers) =>
        containers.Length < 2 ? containers : containers.Sort((one, other) => string.CompareOrdinal(other.Name, one.Name));

    private readonly record struct PodStatusAccumulator(
        int Ready,
        string? Word,
        int Restarts,
        DateTimeOffset? LastRestart,
        int SidecarRestarts,
        DateTimeOffset? LastSidecarRestart
    )
    {
        public PodStatusAccumulator Plus(ContainerStatus status, bool sidecar)
        {
            var ended = status.Last?.Finished;
            return this with
            {
                Restarts = Restarts + status.Restarts,
                LastRestart = Later(LastRestart, ended),
                SidecarRestarts = SidecarRestarts + (sidecar ? status.Restarts : 0),
                LastSidecarRestart = sidecar ? Later(LastSidecarRestart, ended) : LastSidecarRestart,
            };
        }

        private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one is null || other > one ? other ?? one : one;
    }
}
