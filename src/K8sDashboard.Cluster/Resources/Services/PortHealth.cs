using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The health of one port of a Service, evaluated only where no rule applies to the whole Service.</summary>
internal static class PortHealth
{
    private const int PodsNamed = 2;

    public static Verdict Of(PortEndpoints port, ServiceBackends backends, DateTimeOffset now) =>
        port.Counts switch
        {
            { Ready: > 0 } counts when !backends.SlicesKnown => Verdict.Healthy with
            {
                Reason = $"{counts.Ready} of {counts.Total} pods ready, its endpoints are not to be seen",
            },
            { Total: 0 } => OfNoEndpoint(port, backends, now),
            { Ready: > 0 } when !port.Missing.IsEmpty => new(HealthLevel.Degraded, "pods-missing", OfMissing(port)),
            { Ready: > 0 } counts => counts.Ready == counts.Total ? Verdict.Healthy : Verdict.Healthy with { Reason = counts.ToString() },
            { PublishedNotReady: > 0 } counts => OfPublished(counts, backends, now),
            { Draining: > 0 } counts => OfDraining(counts, backends, now),
            { NotMatched: > 0 } counts => new(HealthLevel.Degraded, "not-matched", $"{counts} by selector {backends.Service.Selector}"),
            var counts => ServiceHealth.OfNoneReady(backends, counts, now),
        };

    private static Verdict OfNoEndpoint(PortEndpoints port, ServiceBackends backends, DateTimeOffset now)
    {
        var ready = backends.LivePods.Where(pod => pod.IsReady).ToList();
        if (backends.HasEndpoints)
            return OfUnjoined(port, backends);
        if (ready.Count == 0)
            return ServiceHealth.OfNoneReady(backends, port.Counts, now);
        var summary = $"{ready.Count} of {backends.LivePods.Length} pods ready";
        return ready.TrueForAll(pod => now - PodHealth.Since(pod) <= PortEndpoints.EndpointGrace)
            ? new(HealthLevel.Progressing, "starting", $"{summary}, not yet among the endpoints")
            : new(HealthLevel.Unhealthy, "no-endpoints", $"{summary}, but none is an endpoint{Doubt(port)}");
    }

    /// <summary>There are endpoints, but none for this port: its name differs in the slices, or in the pods.</summary>
    private static Verdict OfUnjoined(PortEndpoints port, ServiceBackends backends)
    {
        var claimed = backends.Service.Ports.Select(one => (one.Name, one.Protocol)).ToHashSet();
        var others = backends
            .Subsets.Where(subset => subset.Endpoints.Length > 0)
            .SelectMany(subset => subset.Ports)
            .Where(target => !claimed.Contains((target.Name, target.Protocol)))
            .Distinct()
            .ToList();
        var none = $"no endpoint for port {ServiceStatus.NameOf(port.Port!)}";
        if (others.Count > 0)
            return new(HealthLevel.Unhealthy, "port-unjoined", $"{none}: {Named(others, port.Port!)}");
        return port is { IsNamed: true, Port: { } named }
            ? new(HealthLevel.Unhealthy, "port-missing", $"no container port is named {named.TargetPort}, which port {named.Port} leads to")
            : new(HealthLevel.Unhealthy, "port-unjoined", $"{none}: no slice has a port of that name");
    }

    private static string Named(List<EndpointPort> others, ServicePort port) =>
        others switch
        {
            [{ Name.Length: 0 }] => "the slice's port has no name",
            [var one] when one.Name == port.Name => $"the slice's port {one.Name} is {one.Protocol}, not {port.Protocol}",
            [var one] => $"the slice's port is named {one.Name}",
            _ => $"the slices' ports are named {string.Join(", ", others.Select(one => KubectlText.OrNone(one.Name)).Distinct())}",
        };

    private static string Doubt(PortEndpoints port) =>
        port.IsNamed ? $": port {port.Port!.Port} leads to a container port named {port.Port.TargetPort}" : "";

    private static string OfMissing(PortEndpoints port)
    {
        var (has, missing) = (port.Counts.Total, port.Missing);
        var names = string.Join(", ", missing.Take(PodsNamed).Select(pod => pod.Name));
        if (missing.Length > PodsNamed)
            names += $" and {missing.Length - PodsNamed} more";
        var (verb, have) = missing.Length == 1 ? ("is", "has") : ("are", "have");
        var why = port.IsNamed ? $"{have} no port named {port.Port!.TargetPort}" : $"{verb} no endpoint";
        var counted = port.Counts.Ready == has ? "" : $", {port.Counts}";
        return $"{has} of {has + missing.Length} pods; {names} {verb} selected and {why}{counted}";
    }

    private static Verdict OfPublished(EndpointCounts counts, ServiceBackends backends, DateTimeOffset now)
    {
        var worst = WorkloadHealth.WorstOf(backends.LivePods, now);
        return new(
            worst is null ? HealthLevel.Progressing : HealthLevel.Degraded,
            "published-not-ready",
            worst is null ? counts.ToString() : $"{counts}: {worst.Value.Reason}"
        );
    }

    /// <summary>kube-proxy sends traffic to draining endpoints where none is ready: it is an outage only when they are gone.</summary>
    private static Verdict OfDraining(EndpointCounts counts, ServiceBackends backends, DateTimeOffset now)
    {
        var summary = counts.Draining == counts.Total ? $"{counts}, still served" : $"{counts}; still served by what drains";
        var worst = WorkloadHealth.WorstOf(backends.LivePods.Where(pod => pod.Deleted is null), now);
        return worst is null
            ? new(HealthLevel.Progressing, "draining", summary)
            : new(HealthLevel.Degraded, "draining", $"{summary}: {worst.Value.Reason}");
    }
}
