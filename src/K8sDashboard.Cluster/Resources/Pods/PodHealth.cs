using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The health of a pod. Transient states within a grace period are progress, not failures.</summary>
public static class PodHealth
{
    /// <summary>The grace period for image pulls and readiness.</summary>
    public static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(5);

    /// <summary>How long a pod may exceed its termination grace period before it counts as stuck.</summary>
    public static readonly TimeSpan EndGrace = TimeSpan.FromMinutes(1);

    /// <summary>The code of a running pod with a recently OOM-killed container.</summary>
    internal const string OutOfMemory = "oom-killed";

    /// <summary>The code of a running pod with a recently restarted container.</summary>
    internal const string Restarted = "restarted";

    /// <summary>The code of a pod that was evicted by its node.</summary>
    internal const string Evicted = "evicted";

    public static Verdict Of(Pod pod, DateTimeOffset now) =>
        pod switch
        {
            { Reason: "NodeLost", Phase: not (PodPhase.Succeeded or PodPhase.Failed) } => new(
                HealthLevel.Unhealthy,
                "node-lost",
                "its node is lost"
            ),
            { Deleted: { } due } when now - due > EndGrace => new(
                HealthLevel.Degraded,
                "stuck-terminating",
                $"still terminating after its grace period: {HeldBy(pod)}"
            ),
            { Deleted: not null, Phase: not (PodPhase.Succeeded or PodPhase.Failed) } => new(
                HealthLevel.Progressing,
                "terminating",
                "Terminating"
            ),
            { Phase: PodPhase.Succeeded } => new(HealthLevel.Idle, "completed", "Completed"),
            { Phase: PodPhase.Failed } => Failed(pod),
            { Phase: PodPhase.Unknown } => new(HealthLevel.Unknown, "unknown", "its node does not report its state"),
            _ => Trouble(pod) ?? Unscheduled(pod) ?? Waiting(pod, now) ?? Running(pod, now),
        };

    /// <summary>
    /// Whether time alone changes this verdict on this pod: a grace period that ends, a failure that leaves the lookback window. Any other
    /// verdict stays valid for the unchanged pod.
    /// </summary>
    public static bool DependsOnTime(Pod pod, Verdict verdict) =>
        pod.Deleted is not null || verdict.Code is "starting" or "not-ready-yet" || IsOver(verdict);

    /// <summary>It reports a past failure: the pod runs again.</summary>
    internal static bool IsOver(Verdict verdict) => verdict.Code is OutOfMemory or Restarted;

    /// <summary>Since when the pod is in its state: the deletion request, else the last change of readiness, else the creation.</summary>
    public static DateTimeOffset Since(Pod pod) => pod.DeletionRequested ?? pod.Condition("Ready")?.Since ?? pod.Created;

    private static string HeldBy(Pod pod) =>
        pod.Finalizers switch
        {
            [] => "its node has not confirmed that it ended",
            [var only] => $"finalizer {only} holds it",
            var several => $"finalizers {string.Join(", ", several)} hold it",
        };

    /// <summary>Since when the verdict holds: for a past failure, the time of the failure.</summary>
    internal static DateTimeOffset Since(Pod pod, Verdict verdict, DateTimeOffset now) =>
        IsOver(verdict) && PodFailure.Of(pod, now) is { } failure ? failure.At : Since(pod);

    private static Verdict Failed(Pod pod)
    {
        var reason =
            pod.Reason.Length > 0
                ? Colon(pod.Reason, pod.Message)
                : pod.Containers.Concat(pod.InitContainers).Select(EndOf).OfType<string>().FirstOrDefault()
                    ?? Colon(
                        pod.Containers is not [] && pod.Containers.All(IsDone) ? "Failed although every container exited with 0" : "Failed",
                        pod.Message
                    );
        return new(HealthLevel.Unhealthy, PodFailure.IsEvicted(pod) ? Evicted : "failed", reason);
    }

    private static bool IsDone(Container container) => container.Status?.State is ContainerState.Terminated { ExitCode: 0 };

    /// <summary>The first container, in start order, that cannot run.</summary>
    private static Verdict? Trouble(Pod pod)
    {
        foreach (var container in pod.InitContainers)
            if (Trouble(container, "init-failed") is { } verdict)
                return verdict;
        foreach (var container in pod.Containers)
            if (Trouble(container, "container-failed") is { } verdict)
                return verdict;
        return null;
    }

    private static Verdict? Trouble(Container container, string failed) =>
        container.Status switch
        {
            { State: ContainerState.Waiting { Reason: "CrashLoopBackOff" } } status => new(
                HealthLevel.Unhealthy,
                "crash-loop",
                Crash(container, status)
            ),
            {
                State: ContainerState.Waiting
                {
                    Reason: "ImagePullBackOff" or "ErrImagePull" or "InvalidImageName" or "ErrImageNeverPull"
                } waiting
            } => new(HealthLevel.Unhealthy, "image", $"{waiting.Reason} {container.Template.Image}"),
            { State: ContainerState.Waiting { Reason: not ("" or "ContainerCreating" or "PodInitializing") } waiting } => new(
                HealthLevel.Unhealthy,
                "cannot-start",
                Colon($"{waiting.Reason} {container.Name}", waiting.Message)
            ),
            { State: ContainerState.Terminated { ExitCode: not 0 } ended } => new(
                HealthLevel.Unhealthy,
                failed,
                End(container.Name, ended)
            ),
            _ => null,
        };

    private static string Crash(Container container, ContainerStatus status) =>
        status.Last is { } last ? $"CrashLoopBackOff {End(container.Name, last)}" : $"CrashLoopBackOff {container.Name}";

    private static string? EndOf(Container container) =>
        container.Status?.State is ContainerState.Terminated { ExitCode: not 0 } ended ? End(container.Name, ended) : null;

    private static string End(string name, ContainerState.Terminated ended) =>
        ended switch
        {
            { Reason: "OOMKilled" } => $"{name}: OOMKilled, over its memory limit",
            _ => $"{name}: {EndWords(ended)}",
        };

    private static string EndWords(ContainerState.Terminated ended) =>
        ended.Signal != 0 ? $"killed by signal {ended.Signal}" : $"exit code {ended.ExitCode}";

    private static Verdict? Unscheduled(Pod pod) =>
        pod.Condition("PodScheduled") switch
        {
            { Reason: "SchedulingGated" } => new(
                HealthLevel.Idle,
                "gated",
                "SchedulingGated: held back on purpose by its scheduling gates"
            ),
            { Status: ConditionStatus.False, Reason: "Unschedulable" } no => new(
                HealthLevel.Degraded,
                "unschedulable",
                Colon("Unschedulable", no.Message)
            ),
            _ => null,
        };

    private static Verdict? Waiting(Pod pod, DateTimeOffset now)
    {
        if (pod.Phase != PodPhase.Pending)
            return null;
        var word = PodStatus.Of(pod).Word;
        return now - pod.Created > StartGrace
            ? new(HealthLevel.Degraded, "stuck-starting", $"{word} for longer than {StartGrace.TotalMinutes:0} minutes")
            : new(HealthLevel.Progressing, "starting", word);
    }

    private static Verdict Running(Pod pod, DateTimeOffset now)
    {
        if (pod.IsReady)
            return Remembered(pod, now) ?? Verdict.Healthy;

        // A dead kubelet leaves stale container statuses; the node controller only updates the condition.
        var waited = pod
            .Containers.Where(container => container.Status is not { Ready: true })
            .ToLookup(container => HasCompleted(pod, container));
        var (unready, completed) = (NamesOf(waited[false]), NamesOf(waited[true]));
        if (unready.Length == 0 && completed.Length > 0)
            return new(HealthLevel.Healthy, "partly-completed", $"{completed} completed");
        var reason =
            unready.Length > 0 ? $"not ready: {unready}"
            : pod.ReadinessGates.FirstOrDefault(gate => pod.Condition(gate)?.Status != ConditionStatus.True) is { } gate
                ? $"readiness gate {gate} is not true"
            : "not ready";
        return now - Since(pod) > StartGrace
            ? new(HealthLevel.Degraded, "not-ready", reason)
            : Remembered(pod, now) ?? new(HealthLevel.Progressing, "not-ready-yet", reason);
    }

    // A completed container of a pod that runs to completion is not restarted: it never becomes ready, and need not.
    private static bool HasCompleted(Pod pod, Container container) => pod.RestartPolicy != RestartPolicy.Always && IsDone(container);

    private static string NamesOf(IEnumerable<Container> containers) => string.Join(", ", containers.Select(container => container.Name));

    /// <summary>A container was restarted within the lookback window.</summary>
    private static Verdict? Remembered(Pod pod, DateTimeOffset now) =>
        PodFailure.Of(pod, now) switch
        {
            { Kind: FailureKind.OutOfMemory } failure => new(
                HealthLevel.Degraded,
                OutOfMemory,
                $"{failure.Container} OOMKilled{PodFailure.Ago(failure.At, now)}"
            ),
            { End: { } end } failure => new(
                HealthLevel.Degraded,
                Restarted,
                $"{failure.Container} restarted{PodFailure.Ago(failure.At, now)}: {EndWords(end)}"
            ),
            _ => null,
        };

    private static string Colon(string word, string message) => message.Length == 0 ? word : $"{word}: {message.TrimEnd('.')}";
}
