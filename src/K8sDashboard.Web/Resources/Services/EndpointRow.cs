using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Routing;
using Endpoint = K8sDashboard.Cluster.Resources.Services.Endpoint;

namespace K8sDashboard.Web.Resources.Services;

/// <summary>One endpoint address of a Service, at one of its ports.</summary>
/// <param name="Endpoint">The address and its conditions.</param>
/// <param name="Port">The slice's port; null where it has none.</param>
/// <param name="Pod">The pod of the endpoint (targetRef); null where it is none.</param>
/// <param name="Zone">Of the endpoint, else of its node; empty where neither has one.</param>
/// <param name="State">The state as text, such as ready or terminating.</param>
public sealed record EndpointRow(Endpoint Endpoint, EndpointPort? Port, ObjectRef? Pod, string Zone, string State)
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary><c>10.2.0.1:8080</c>, <c>[fd00::1]:8080</c>.</summary>
    public string Address =>
        Port is null ? Endpoint.Address
        : Endpoint.Address.Contains(':', StringComparison.Ordinal) ? $"[{Endpoint.Address}]:{Port.Port}"
        : $"{Endpoint.Address}:{Port.Port}";

    /// <summary>The slice's port as the Service names it: <c>http/TCP</c>.</summary>
    public string PortText =>
        Port is null ? KubectlText.None
        : Port.Name.Length > 0 ? $"{Port.Name}/{Port.Protocol}"
        : Port.Protocol;

    /// <summary>The conditions that are true, by their API names.</summary>
    public string Conditions
    {
        get
        {
            (bool IsTrue, string Name)[] all =
            [
                (Endpoint.Ready, "ready"),
                (Endpoint.Serving, "serving"),
                (Endpoint.Terminating, "terminating"),
            ];
            return KubectlText.OrNone(string.Join(',', all.Where(condition => condition.IsTrue).Select(condition => condition.Name)));
        }
    }

    public static IEnumerable<EndpointRow> Of(ServiceBackends backends, ClusterSnapshot snapshot)
    {
        // Deduplicated: while a controller moves an endpoint, it is in two EndpointSlices.
        return backends
            .Subsets.SelectMany(subset => subset.Endpoints.SelectMany(endpoint => Of(endpoint, subset.Ports)))
            .DistinctBy(row => (row.Address, row.PortText));

        IEnumerable<EndpointRow> Of(Endpoint endpoint, ImmutableArray<EndpointPort> ports) =>
            (ports.IsEmpty ? [null] : ports.AsEnumerable<EndpointPort?>()).Select(port => new EndpointRow(
                endpoint,
                port,
                endpoint.PodName.Length > 0 ? new(backends.Service.Namespace, endpoint.PodName) : null,
                endpoint.Zone.Length > 0 ? endpoint.Zone : ZoneOf(snapshot.Nodes.Find(ObjectRef.ClusterScoped(endpoint.NodeName))),
                StateOf(endpoint, port, backends)
            ));
    }

    private static string ZoneOf(Node? node) => node?.Labels[ZoneLabel] ?? "";

    // An endpoint at a port that the Service does not have gets no traffic, whatever its conditions.
    private static string StateOf(Endpoint endpoint, EndpointPort? port, ServiceBackends backends) =>
        backends.Service.Ports.IsEmpty || backends.Service.Ports.Any(one => one.Name == port?.Name && one.Protocol == port.Protocol)
            ? EndpointCounts.Word(backends.StateOf(endpoint))
            : "behind no port";
}
