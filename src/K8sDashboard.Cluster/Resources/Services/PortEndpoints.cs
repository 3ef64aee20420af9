using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>
/// The endpoints of one port of a Service, joined as in kube-proxy: a slice's port must have the name and the protocol of the Service's
/// port (https://github.com/kubernetes/kubernetes/blob/master/pkg/proxy/endpointslicecache.go).
/// </summary>
/// <param name="Port">Null for a headless Service without ports, which every endpoint belongs to.</param>
/// <param name="Counts">Each pod once, although a dual-stack pod has an endpoint per IP family.</param>
/// <param name="Targets">The container ports: several where pods give one name to different numbers.</param>
/// <param name="Missing">Selected pods without an endpoint for this port.</param>
public sealed record PortEndpoints(ServicePort? Port, EndpointCounts Counts, ImmutableArray<int> Targets, ImmutableArray<Pod> Missing)
{
    /// <summary>Pods and slices come by different watches: how long a pod may be ready without an endpoint.</summary>
    public static readonly TimeSpan EndpointGrace = TimeSpan.FromSeconds(30);

    /// <summary>The target port is a name.</summary>
    public bool IsNamed => Port is { TargetPort.Length: > 0 } && !int.TryParse(Port.TargetPort, out _);

    public static PortEndpoints Of(ServicePort? port, ServiceBackends backends, DateTimeOffset now)
    {
        if (!backends.SlicesKnown)
            return new(port, EndpointCounts.Of([.. backends.LivePods.Select(StateOf)]), [], []);
        var joined = new Dictionary<string, EndpointState>();
        foreach (var endpoint in backends.Subsets.Where(subset => Serves(subset, port)).SelectMany(subset => subset.Endpoints))
        {
            var key = Key(endpoint);
            var state = backends.StateOf(endpoint);
            joined[key] = joined.TryGetValue(key, out var best) && best < state ? best : state;
        }

        return new(port, EndpointCounts.Of(joined.Values), Numbers(port, backends), FindMissing(port, joined, backends, now));
    }

    private static ImmutableArray<int> Numbers(ServicePort? port, ServiceBackends backends) =>
        port is null
            ? []
            :
            [
                .. backends
                    .Subsets.Where(subset => subset.Endpoints.Length > 0)
                    .SelectMany(subset => subset.Ports)
                    .Where(target => IsOf(target, port))
                    .Select(target => target.Port)
                    .Distinct()
                    .Order(),
            ];

    /// <summary>
    /// Pods that are in a slice without this port, or in none beyond the grace period: they lack the target's port name.
    /// </summary>
    private static ImmutableArray<Pod> FindMissing(
        ServicePort? port,
        Dictionary<string, EndpointState> joined,
        ServiceBackends backends,
        DateTimeOffset now
    )
    {
        if (joined.Count == 0 || backends.LivePods.All(pod => joined.ContainsKey(pod.Name)))
            return [];
        var elsewhere = backends
            .Subsets.Where(subset => !Serves(subset, port))
            .SelectMany(subset => subset.Endpoints)
            .Select(endpoint => endpoint.PodName)
            .ToHashSet();
        return [.. backends.LivePods.Where(pod => !joined.ContainsKey(pod.Name) && IsMissing(pod))];

        bool IsMissing(Pod pod) => pod is { Deleted: null, PodIp.Length: > 0 } && (elsewhere.Contains(pod.Name) || IsLongReady(pod));

        bool IsLongReady(Pod pod) =>
            pod.Condition("Ready") is { Status: ConditionStatus.True, Since: { } since } && now - since > EndpointGrace;
    }

    private static bool Serves(EndpointSubset subset, ServicePort? port) => port is null || subset.Ports.Any(target => IsOf(target, port));

    // kube-proxy ignores a slice port without a number.
    private static bool IsOf(EndpointPort target, ServicePort port) =>
        target.Name == port.Name && target.Protocol == port.Protocol && target.Port > 0;

    private static string Key(Endpoint endpoint) => endpoint.PodName.Length > 0 ? endpoint.PodName : endpoint.Address;

    // Without slices, the state follows from the pods only.
    private static EndpointState StateOf(Pod pod) =>
        pod switch
        {
            { IsReady: false } => EndpointState.NotReady,
            { Deleted: not null } => EndpointState.Draining,
            _ => EndpointState.Ready,
        };
}
