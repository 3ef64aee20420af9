using System.Collections.Immutable;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>Maps an EndpointSlice or, on a server without them, an Endpoints object.</summary>
internal static class EndpointMapping
{
    private const string ServiceLabel = "kubernetes.io/service-name";
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private const string HostLabel = "kubernetes.io/hostname";

    public static EndpointSlice Map(Wire.EndpointSlice slice, Interner intern) =>
        Slice(
            slice.Metadata,
            [
                .. slice.Endpoints.Select(endpoint =>
                    Map(endpoint.Addresses, endpoint.Conditions, endpoint.TargetRef, endpoint.NodeName, endpoint.Zone, intern)
                ),
            ],
            slice.Ports,
            intern
        );

    /// <summary>
    /// discovery.k8s.io/v1beta1, up to Kubernetes 1.24: node name (where unset) and zone come from the topology labels.
    /// </summary>
    public static EndpointSlice Map(BetaEndpointSlice slice, Interner intern) =>
        Slice(
            slice.Metadata,
            [
                .. slice.Endpoints.Select(endpoint =>
                    Map(
                        endpoint.Addresses,
                        endpoint.Conditions,
                        endpoint.TargetRef,
                        endpoint.NodeName.Length > 0 ? endpoint.NodeName : Label(endpoint, HostLabel),
                        Label(endpoint, ZoneLabel),
                        intern
                    )
                ),
            ],
            slice.Ports,
            intern
        );

    /// <summary>An Endpoints object has the name of its Service.</summary>
    public static EndpointSlice Map(Endpoints endpoints, Interner intern) =>
        new(endpoints.Metadata.Map(intern))
        {
            ServiceName = endpoints.Metadata.Name,
            Subsets =
            [
                .. endpoints.Subsets.Select(subset => new EndpointSubset(
                    [
                        .. subset.Addresses.Select(address => Map(address, true, intern)),
                        .. subset.NotReadyAddresses.Select(address => Map(address, false, intern)),
                    ],
                    [.. subset.Ports.Select(port => Port(port.Name, port.Protocol, port.Port, intern))]
                )),
            ],
        };

    private static EndpointSlice Slice(
        ObjectMeta metadata,
        ImmutableArray<Endpoint> endpoints,
        IEnumerable<SlicePort> ports,
        Interner intern
    ) =>
        new(metadata.Map(intern))
        {
            ServiceName = metadata.Labels.TryGetValue(ServiceLabel, out var service) ? service : "",
            Subsets = [new(endpoints, [.. ports.Select(port => Port(port.Name, port.Protocol, port.Port, intern))])],
        };

    // An unset ready condition counts as ready, and an unset serving condition equals ready:
    // https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions
    private static Endpoint Map(
        IList<string> addresses,
        SliceConditions? set,
        ObjectReference? target,
        string node,
        string zone,
        Interner intern
    )
    {
        var conditions = set ?? new();
        var ready = !conditions.HasReady || conditions.Ready;
        // Addresses of one endpoint are fungible: consumers use the first.
        return new Endpoint(
            VisibleText.Of(addresses.FirstOrDefault() ?? ""),
            ready,
            conditions.HasServing ? conditions.Serving : ready,
            conditions.Terminating,
            Pod(target),
            intern.Text(node)
        )
        {
            Zone = intern.Text(zone),
        };
    }

    private static Endpoint Map(EndpointAddress address, bool ready, Interner intern) =>
        new(VisibleText.Of(address.Ip), ready, ready, false, Pod(address.TargetRef), intern.Text(address.NodeName));

    private static EndpointPort Port(string name, string protocol, int port, Interner intern) =>
        new(intern.Text(name), intern.Text(protocol), port);

    private static string Label(BetaSliceEndpoint endpoint, string name) => endpoint.Topology.TryGetValue(name, out var value) ? value : "";

    private static string Pod(ObjectReference? target) => target is { Kind: "Pod" } ? VisibleText.Of(target.Name) : "";
}
