using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>What stands behind one Service: the pods its selector finds, and the endpoints that were made of them.</summary>
/// <param name="Service">The Service.</param>
/// <param name="Pods">The pods its selector finds; empty where pods are not to be seen.</param>
/// <param name="Slices">Its endpoint slices; empty where they are not to be seen.</param>
/// <param name="PodsKnown">Pods were listed, so that none found means none there.</param>
/// <param name="SlicesKnown">Slices were listed.</param>
public sealed record ServiceBackends(
    Service Service, ImmutableArray<Pod> Pods, ImmutableArray<EndpointSlice> Slices, bool PodsKnown = true, bool SlicesKnown = true)
{
    /// <summary>Joins one Service; for many, <see cref="ServiceIndex"/> does it in one pass.</summary>
    public static ServiceBackends Of(Service service, ClusterSnapshot snapshot) => new(
        service,
        [.. snapshot.Pods.InNamespace(service.Namespace).Where(pod => pod.Labels.ContainsAll(service.Selector))],
        [.. snapshot.EndpointSlices.InNamespace(service.Namespace).Where(slice => slice.ServiceName == service.Name)],
        snapshot.Pods.Sync.Knows(service.Namespace),
        snapshot.EndpointSlices.Sync.Knows(service.Namespace));

    /// <summary>Addresses, each counted once although a dual-stack pod or a second port may put it in two slices.</summary>
    public int Total => SlicesKnown ? Distinct(_ => true) : Pods.Length;

    public int Ready => SlicesKnown ? Distinct(endpoint => endpoint.Ready) : Pods.Count(pod => pod.IsReady);

    /// <summary>The first port whose named target no container carries: the endpoints controller leaves it out of every slice.</summary>
    public ServicePort? MissingPort => Slices.Any(slice => slice.Endpoints.Length > 0)
        ? Service.Ports.FirstOrDefault(port => !int.TryParse(port.TargetPort, out _) && port.TargetPort.Length > 0 && Targets(port).IsEmpty)
        : null;

    /// <summary>The container ports that a port of the Service leads to: several where pods give one name to different numbers.</summary>
    public ImmutableArray<int> Targets(ServicePort port) =>
    [
        .. Slices.Where(slice => slice.Endpoints.Length > 0).SelectMany(slice => slice.Ports)
            .Where(target => target.Name == port.Name && target.Protocol == port.Protocol)
            .Select(target => target.Port).Distinct().Order(),
    ];

    private int Distinct(Func<Endpoint, bool> wanted) => Slices
        .SelectMany(slice => slice.Endpoints)
        .Where(wanted)
        .Select(endpoint => endpoint.PodName.Length > 0 ? endpoint.PodName : endpoint.Address)
        .Distinct()
        .Count();
}
