using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Networking.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of Services, endpoints and Ingresses.</summary>
internal static class NetworkTables
{
    private const int ShownAddresses = 3;

    public static TableColumns Services { get; } =
        TableColumns.For<Service>(
            [new("Name"), new("Type"), new("Cluster-IP"), new("External-IP"), new("Port(s)"), new("Age"), new("Selector", IsWide: true)],
            (service, now) =>
            {
                var spec = service.Spec ?? new ServiceSpec();
                return
                [
                    service.Metadata.Name,
                    spec.Type,
                    CellText.OrNone(spec.ClusterIP),
                    External(service),
                    CellText.OrNone(string.Join(',', spec.Ports.Select(Port))),
                    CellText.Age(service.Metadata, now),
                    CellText.Labels(spec.Selector),
                ];
            }
        );

    public static TableColumns EndpointSlices { get; } =
        TableColumns.For<EndpointSlice>(
            [new("Name"), new("AddressType"), new("Ports"), new("Endpoints"), new("Age")],
            (slice, now) =>
                [
                    slice.Metadata.Name,
                    slice.AddressType,
                    slice.Ports.Count == 0 ? "<unset>" : string.Join(',', slice.Ports.Select(port => port.Port)),
                    Endpoints(slice),
                    CellText.Age(slice.Metadata, now),
                ]
        );

    public static TableColumns Ingresses { get; } =
        TableColumns.For<Ingress>(
            [new("Name"), new("Class"), new("Hosts"), new("Address"), new("Ports"), new("Age")],
            (ingress, now) =>
                [
                    ingress.Metadata.Name,
                    CellText.OrNone(ingress.Spec?.IngressClassName ?? ""),
                    Hosts(ingress),
                    string.Join(
                        ',',
                        (ingress.Status?.LoadBalancer?.Ingress ?? []).Select(point => point.Ip.Length > 0 ? point.Ip : point.Hostname)
                    ),
                    ingress.Spec?.Tls.Count > 0 ? "80, 443" : "80",
                    CellText.Age(ingress.Metadata, now),
                ]
        );

    private static string External(Service service)
    {
        var balancer = (service.Status?.LoadBalancer?.Ingress ?? [])
            .Select(point => point.Ip.Length > 0 ? point.Ip : point.Hostname)
            .ToList();
        return service.Spec?.Type switch
        {
            "LoadBalancer" => balancer.Count > 0 ? string.Join(',', balancer) : "<pending>",
            "ExternalName" => service.Spec.ExternalName,
            _ => CellText.OrNone(string.Join(',', service.Spec?.ExternalIPs ?? [])),
        };
    }

    private static string Port(ServicePort port) =>
        port.NodePort > 0 ? $"{port.Port}:{port.NodePort}/{port.Protocol}" : $"{port.Port}/{port.Protocol}";

    private static string Endpoints(EndpointSlice slice)
    {
        var addresses = slice.Endpoints.SelectMany(endpoint => endpoint.Addresses).ToList();
        if (addresses.Count == 0)
            return "<unset>";
        return string.Join(',', addresses.Take(ShownAddresses))
            + (addresses.Count > ShownAddresses ? $" + {addresses.Count - ShownAddresses} more..." : "");
    }

    private static string Hosts(Ingress ingress)
    {
        var hosts = (ingress.Spec?.Rules ?? []).Select(rule => rule.Host).Where(host => host.Length > 0).ToList();
        return hosts.Count == 0 ? "*" : string.Join(',', hosts);
    }
}
