using System.Collections.Immutable;
using System.Globalization;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Network;

/// <summary>The way of a connection through one port of a Service, link by link, each checked.</summary>
public sealed record PortPath(ServicePort Port, ImmutableArray<PortLink> Links)
{
    public static PortPath Of(ServicePort port, ServiceBackends backends)
    {
        ImmutableArray<PortLink> way = [Front(port, backends), Target(port, backends), Container(port, backends)];
        return new(port, port.NodePort > 0 ? way.Insert(0, new("node port", Number(port.NodePort), Verdict.Healthy)) : way);
    }

    private static PortLink Front(ServicePort port, ServiceBackends backends) => new(
        "port",
        $"{Number(port.Port)}/{port.Protocol}",
        backends.Ready > 0 ? Verdict.Healthy : new(HealthLevel.Unhealthy, "none-ready", "nothing ready to answer"));

    private static PortLink Target(ServicePort port, ServiceBackends backends) => new(
        "target port",
        port.TargetPort.Length > 0 ? port.TargetPort : Number(port.Port),
        backends.MissingPort == port
            ? new(HealthLevel.Degraded, "port-missing", $"no container port is named {port.TargetPort}")
            : Verdict.Healthy);

    private static PortLink Container(ServicePort port, ServiceBackends backends)
    {
        var targets = backends.Targets(port);
        var verdict = backends switch
        {
            { SlicesKnown: false } => new(HealthLevel.Unknown, "unseen", "endpoints are not to be seen"),
            { Total: 0 } => new(HealthLevel.Degraded, "no-endpoints", "no endpoint"),
            _ when targets.IsEmpty => new(HealthLevel.Degraded, "no-target", "no endpoint on this port"),
            { Ready: 0 } => new(HealthLevel.Unhealthy, "none-ready", $"none of {backends.Total} endpoints ready"),
            _ => Verdict.Healthy with { Reason = $"{backends.Ready} of {backends.Total} endpoints ready" },
        };
        return new("container port", targets.IsEmpty ? KubectlText.None : string.Join(", ", targets.Select(Number)), verdict);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One link of the way, and whether it holds.</summary>
public sealed record PortLink(string What, string Value, Verdict Verdict);
