using System.Globalization;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>Maps a Service.</summary>
internal static class ServiceMapping
{
    private const int StringTarget = 1;

    public static Service Map(Wire.Service service, Interner intern)
    {
        var spec = service.Spec ?? new();
        return new Service(service.Metadata.Map(intern))
        {
            Type = intern.Text(spec.Type),
            ClusterIp = intern.Text(spec.ClusterIp),
            // Servers before 1.20 only have the singular field.
            ClusterIps = spec is { ClusterIps.Count: 0, ClusterIp.Length: > 0 }
                ? [intern.Text(spec.ClusterIp)]
                : [.. spec.ClusterIps.Select(intern.Text)],
            ExternalIps = [.. spec.ExternalIps.Select(intern.Text)],
            LoadBalancerAddresses =
            [
                .. (service.Status?.LoadBalancer?.Ingress ?? []).Select(ingress =>
                    intern.Text(ingress.Ip.Length > 0 ? ingress.Ip : ingress.Hostname)
                ),
            ],
            ExternalName = intern.Text(spec.ExternalName),
            Ports =
            [
                .. spec.Ports.Select(port => new ServicePort(
                    intern.Text(port.Name),
                    intern.Text(port.Protocol),
                    port.Port,
                    intern.Text(Target(port)),
                    port.NodePort
                )),
            ],
            Selector = intern.Labels(spec.Selector),
            PublishNotReadyAddresses = spec.PublishNotReadyAddresses,
        };
    }

    /// <summary>The default target port is the port itself.</summary>
    private static string Target(Wire.ServicePort port) =>
        port.TargetPort switch
        {
            { Type: StringTarget, StrVal.Length: > 0 } named => named.StrVal,
            { IntVal: > 0 } number => number.IntVal.ToString(CultureInfo.InvariantCulture),
            _ => port.Port.ToString(CultureInfo.InvariantCulture),
        };
}
