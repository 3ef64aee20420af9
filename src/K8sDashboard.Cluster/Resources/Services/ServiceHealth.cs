using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The health of a Service.</summary>
public static class ServiceHealth
{
    /// <summary>The verdict of its worst port; see <see cref="ServiceStatus"/> for all of them.</summary>
    public static Verdict Of(ServiceBackends backends, DateTimeOffset now) => ServiceStatus.Of(backends, now).Verdict;

    /// <summary>The failure is reported by its pods already.</summary>
    public static bool IsPodsFault(Verdict verdict) => verdict.Code is "none-ready" or "published-not-ready" or "draining";

    /// <summary>The verdict that applies to all ports; null where each is evaluated.</summary>
    internal static Verdict? OfAllPorts(ServiceBackends backends, DateTimeOffset now)
    {
        var service = backends.Service;
        if (service.Type == "ExternalName")
            return new(HealthLevel.Idle, "external-name", $"alias of {service.ExternalName}");
        var selects = service.Selector.Count > 0;
        if (!backends.SlicesKnown && !(selects && backends.PodsKnown))
        {
            return new(
                HealthLevel.Unknown,
                "unseen",
                selects ? "its pods and endpoints are not to be seen" : "its endpoints are not to be seen"
            );
        }

        if (backends.HasEndpoints)
            return null;
        if (!selects)
            return new(HealthLevel.Degraded, "no-endpoints", "no selector, and nobody wrote endpoints for it");
        if (!backends.PodsKnown)
            return new(HealthLevel.Degraded, "no-endpoints", "no endpoints");
        return backends.LivePods.IsEmpty ? OfNoPods(backends, now) : null;
    }

    /// <summary>No endpoint of the port is ready; the reason is that of its pods.</summary>
    internal static Verdict OfNoneReady(ServiceBackends backends, EndpointCounts counts, DateTimeOffset now)
    {
        var pods = backends.LivePods.IsEmpty ? backends.Pods : backends.LivePods;
        if (pods.IsEmpty)
            return new(HealthLevel.Unhealthy, "endpoints-not-ready", $"none of {counts.Total} endpoints ready");
        var none = $"none of {pods.Length} pods ready";
        if (WorkloadHealth.WorstOf(pods, now) is { } worst)
            return new(HealthLevel.Unhealthy, "none-ready", $"{none}: {worst.Reason}");
        return pods.All(pod => PodHealth.Of(pod, now).Level is HealthLevel.Progressing)
            ? new(HealthLevel.Progressing, "starting", none)
            : new(HealthLevel.Unhealthy, "none-ready", none);
    }

    /// <summary>Idle where the workload is scaled to 0 or has completed.</summary>
    private static Verdict OfNoPods(ServiceBackends backends, DateTimeOffset now)
    {
        if (backends.Workloads is [var first, ..] && backends.Workloads.All(workload => workload.Desired == 0))
            return new(HealthLevel.Idle, "scaled-to-zero", $"scaled to zero: {ScaledWorkloads.NameOf(first)}");
        if (backends.Pods.FirstOrDefault(pod => pod.Phase == PodPhase.Succeeded) is { } done && backends.Pods.All(IsDone))
            return new(HealthLevel.Idle, "completed", $"completed: {NameOf(done)}");
        if (!backends.Pods.IsEmpty)
            return OfNoneReady(backends, default, now);
        var none = $"selector {backends.Service.Selector} matches no pod";
        return backends.WorkloadsPending
            ? new(HealthLevel.Unknown, "workloads-pending", $"{none}, workloads are still being read")
            : new(HealthLevel.Degraded, "no-pods", none);
    }

    private static string NameOf(Pod pod) => pod.Owner is { } owner ? $"{owner.Type.Singular} {owner.Name}" : $"pod {pod.Name}";

    // A failed Job may retry.
    private static bool IsDone(Pod pod) => pod.Phase == PodPhase.Succeeded || pod.Owner?.Type.Kind == "Job";
}
