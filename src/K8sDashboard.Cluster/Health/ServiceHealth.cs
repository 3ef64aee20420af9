using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>Does anything answer behind this Service, and if not, which link is broken?</summary>
public static class ServiceHealth
{
    public static Verdict Of(ServiceBackends backends, DateTimeOffset now)
    {
        var service = backends.Service;
        if (service.Type == "ExternalName") return new(HealthLevel.Idle, "external-name", $"alias of {service.ExternalName}");
        if (!backends.PodsKnown && !backends.SlicesKnown) return new(HealthLevel.Unknown, "unseen", "its pods and endpoints are not to be seen");
        if (service.Selector.Count == 0 || !backends.PodsKnown)
            return backends.Total > 0
                ? Counted(backends)
                : new(HealthLevel.Degraded, "no-endpoints", service.Selector.Count == 0 ? "no selector, and nobody wrote endpoints for it" : "no endpoints");
        if (backends.Pods.IsEmpty) return new(HealthLevel.Degraded, "no-pods", $"selector {service.Selector} matches no pod");
        if (backends.Ready == 0) return NoneReady(backends, now);
        return backends.MissingPort is { } port
            ? new(HealthLevel.Degraded, "port-missing", $"no container port is named {port.TargetPort}, which port {port.Port} leads to")
            : Counted(backends);
    }

    private static Verdict NoneReady(ServiceBackends backends, DateTimeOffset now)
    {
        var none = $"none of {backends.Pods.Length} pods ready";
        if (WorkloadHealth.WorstOf(backends.Pods, now) is { } worst) return new(HealthLevel.Unhealthy, "none-ready", $"{none}: {worst.Reason}");
        return backends.Pods.All(pod => PodHealth.Of(pod, now).Level is HealthLevel.Progressing)
            ? new(HealthLevel.Progressing, "starting", none)
            : new(HealthLevel.Unhealthy, "none-ready", none);
    }

    private static Verdict Counted(ServiceBackends backends) => backends.Ready switch
    {
        0 => new(HealthLevel.Unhealthy, "endpoints-not-ready", $"none of {backends.Total} endpoints ready"),
        var ready when ready < backends.Total => Verdict.Healthy with { Reason = $"{ready} of {backends.Total} endpoints ready" },
        _ => Verdict.Healthy,
    };
}
