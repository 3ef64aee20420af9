using System.Collections.Immutable;
using System.Globalization;
using K8sDashboard.Cluster.Health;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The health of a Service by port; its verdict is that of the worst port.</summary>
/// <param name="Verdict">The worst port's, with its name where ports differ.</param>
/// <param name="Ports">In the order of the Service; one entry without a port where the Service has none.</param>
/// <param name="Worst">One of them.</param>
public sealed record ServiceStatus(Verdict Verdict, ImmutableArray<PortStatus> Ports, PortStatus Worst)
{
    /// <summary>Some ports have other endpoint counts than the worst.</summary>
    public bool PortsDiffer => Ports.Any(port => (port.Ready, port.Total) != (Worst.Ready, Worst.Total));

    public static ServiceStatus Of(ServiceBackends backends, DateTimeOffset now)
    {
        var whole = ServiceHealth.OfAllPorts(backends, now);
        ImmutableArray<ServicePort?> judged = backends.Service.Ports.IsEmpty ? [null] : [.. backends.Service.Ports];
        ImmutableArray<PortStatus> ports = [.. judged.Select(port => Judge(PortEndpoints.Of(port, backends, now)))];
        var worst = ports
            .OrderByDescending(port => port.Verdict.Level)
            .ThenBy(port => port.Ready)
            .ThenByDescending(port => port.Total)
            .First();
        return new(ports.All(port => port.Verdict == worst.Verdict) ? worst.Verdict : Saying(worst), ports, worst);

        PortStatus Judge(PortEndpoints endpoints) => new(endpoints, whole ?? PortHealth.Of(endpoints, backends, now));
    }

    /// <summary>A port by its name, or by its number where it has none.</summary>
    public static string NameOf(ServicePort port) => port.Name.Length > 0 ? port.Name : port.Port.ToString(CultureInfo.InvariantCulture);

    private static Verdict Saying(PortStatus worst) =>
        worst.Verdict is { Reason: "" } or { Code: "port-unjoined" or "port-missing" }
            ? worst.Verdict
            : worst.Verdict with
            {
                Reason = $"port {NameOf(worst.Endpoints.Port!)}: {worst.Verdict.Reason}",
            };
}

/// <summary>One port of a Service with its endpoints and health.</summary>
public sealed record PortStatus(PortEndpoints Endpoints, Verdict Verdict)
{
    public int Ready => Endpoints.Counts.Ready;

    public int Total => Endpoints.Counts.Total;
}
