using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The kind of a failure, by increasing severity.</summary>
public enum FailureKind
{
    Restarted,
    Evicted,
    OutOfMemory,
}

/// <summary>
/// The worst failure of a pod within the lookback window: a container that was restarted or OOM-killed, or the pod's eviction.
/// </summary>
/// <param name="Kind">The kind of failure.</param>
/// <param name="Container">The container; empty for an eviction.</param>
/// <param name="End">The last termination state of the container; null for an eviction.</param>
/// <param name="At">When.</param>
public readonly record struct PodFailure(FailureKind Kind, string Container, ContainerState.Terminated? End, DateTimeOffset At)
{
    /// <summary>The lookback window: a cluster where all pods were killed a minute ago must not show as healthy.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The worst failure within the window before <paramref name="now"/>, the latest of equally severe ones; null where there is none.
    /// </summary>
    public static PodFailure? Of(Pod pod, DateTimeOffset now)
    {
        if (IsEvicted(pod))
            return EvictedAt(pod) is { } evicted && IsRecent(evicted, now) ? new(FailureKind.Evicted, "", null, evicted) : null;
        if (pod.Phase is PodPhase.Succeeded or PodPhase.Failed)
            return null;
        // Hot path, for every pod at every publication: loops, since LINQ would allocate for each.
        PodFailure? worst = null;
        foreach (var container in pod.Containers)
            if (Of(container, now) is { } failure && IsWorse(failure, worst))
                worst = failure;
        foreach (var container in pod.InitContainers)
            if (container.Template.RestartsAlways && Of(container, now) is { } failure && IsWorse(failure, worst))
                worst = failure;
        return worst;
    }

    /// <summary>Within the window. A time in the future (clock skew) counts as recent.</summary>
    public static bool IsRecent(DateTimeOffset at, DateTimeOffset now) => now - at < Window;

    /// <summary><c> 3 min ago</c> with a leading space; empty where the time lies in the future (clock skew).</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) =>
        ClockSkew.IsFuture(at, now) ? ""
        : now - at < TimeSpan.FromMinutes(1) ? " just now"
        : $" {(int)(now - at).TotalMinutes} min ago";

    /// <summary>Evicted by its node's kubelet; the pod object remains until it is deleted.</summary>
    public static bool IsEvicted(Pod pod) => pod is { Phase: PodPhase.Failed, Reason: "Evicted" };

    /// <summary>When the pod was evicted; null where its status has no time, as with kubelets before 1.26.</summary>
    public static DateTimeOffset? EvictedAt(Pod pod) =>
        pod.Condition("DisruptionTarget")?.Since
        ?? (pod.Condition("Ready") is { Status: not ConditionStatus.True } unready ? unready.Since : null);

    private static PodFailure? Of(Container container, DateTimeOffset now) =>
        container.Status?.Last is { Finished: { } at } last && IsRecent(at, now)
            ? new(last.Reason == "OOMKilled" ? FailureKind.OutOfMemory : FailureKind.Restarted, container.Name, last, at)
            : null;

    private static bool IsWorse(PodFailure one, PodFailure? other) =>
        other is not { } known || one.Kind > known.Kind || (one.Kind == known.Kind && one.At > known.At);
}
