using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching.Wire;
using EndpointSlice = K8sDashboard.Cluster.State.EndpointSlice;

namespace K8sDashboard.Cluster.Watching.Mapping;

/// <summary>The addresses behind a Service, from an EndpointSlice or, where the server has none, from an Endpoints object.</summary>
internal static class EndpointMapping
{
    private const string ServiceLabel = "kubernetes.io/service-name";

    public static EndpointSlice Map(Wire.EndpointSlice slice, Interner intern)
    {
        var meta = slice.Metadata ?? new();
        return Start(meta, intern) with
        {
            ServiceName = meta.Labels.TryGetValue(ServiceLabel, out var service) ? service : "",
            Endpoints = [.. slice.Endpoints.Select(endpoint => Map(endpoint, intern))],
            Ports = [.. slice.Ports.Select(port => new EndpointPort(intern.Text(port.Name), intern.Text(port.Protocol), port.Port))],
        };
    }

    /// <summary>An Endpoints object is named like its Service. Of several subsets the ports are joined: the row shows which ports there are, not the pairing.</summary>
    public static EndpointSlice Map(Endpoints endpoints, Interner intern)
    {
        var meta = endpoints.Metadata ?? new();
        return Start(meta, intern) with
        {
            ServiceName = meta.Name,
            Endpoints =
            [
                .. endpoints.Subsets.SelectMany(subset => subset.Addresses.Select(address => Map(address, true, intern))
                    .Concat(subset.NotReadyAddresses.Select(address => Map(address, false, intern)))),
            ],
            Ports =
            [
                .. endpoints.Subsets.SelectMany(subset => subset.Ports)
                    .Select(port => new EndpointPort(intern.Text(port.Name), intern.Text(port.Protocol), port.Port)).Distinct(),
            ],
        };
    }

    // A condition that is not set counts as ready, and serving follows ready:
    // https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions
    private static Endpoint Map(SliceEndpoint endpoint, Interner intern)
    {
        var conditions = endpoint.Conditions ?? new();
        var ready = !conditions.HasReady || conditions.Ready;
        return new Endpoint(
            endpoint.Addresses.FirstOrDefault() ?? "",
            ready,
            conditions.HasServing ? conditions.Serving : ready,
            conditions.Terminating,
            Pod(endpoint.TargetRef),
            intern.Text(endpoint.NodeName));
    }

    private static Endpoint Map(EndpointAddress address, bool ready, Interner intern) =>
        new(address.Ip, ready, ready, false, Pod(address.TargetRef), intern.Text(address.NodeName));

    private static string Pod(ObjectReference? target) => target is { Kind: "Pod" } ? target.Name : "";

    private static EndpointSlice Start(ObjectMeta meta, Interner intern) => new()
    {
        Ref = meta.Ref(intern),
        Uid = meta.Uid,
        ResourceVersion = meta.ResourceVersion,
        Created = meta.CreationTimestamp.At(),
        Deleted = meta.DeletionTimestamp.AtOrNull(),
        Labels = intern.Labels(meta.Labels),
        Owner = meta.Controller(intern),
    };
}
