using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>A program's response to probes: it listens on the container's ports, and hangs as its image's behaviour says.</summary>
public static class ProbeAnswer
{
    private const string Fault = "HTTP probe failed with statuscode: ";

    /// <summary>The kubelet's message for a failing probe; null on success. Exec probes always succeed.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="container">The container.</param>
    /// <param name="does">The program's behaviour.</param>
    /// <param name="age">The time since the program's start.</param>
    /// <param name="address">The pod's address.</param>
    public static string? FaultOf(Probe probe, Container container, Behaviour does, TimeSpan age, string address)
    {
        var (http, tcp) = (probe.Handler?.HttpGet, probe.Handler?.TcpSocket);
        if ((http?.Port ?? tcp?.Port) is { } asked && PortOf(asked, container) is var port)
        {
            if (port is null)
                return $"couldn't find port: \"{asked.StrVal}\" in container \"{container.Name}\"";
            if (container.Ports.Count > 0 && container.Ports.All(one => one.ContainerPort_ != port))
                return Refused(http, address, port.Value);
        }

        var hangs = does.HangsAfter is { } after && age >= after;
        return hangs && http is not null ? $"{Fault}500" : null;
    }

    /// <summary>Likewise during start-up: fails until the program is ready.</summary>
    public static string? FaultAtStart(Probe probe, Container container, Behaviour does, TimeSpan age, string address) =>
        FaultOf(probe, container, does, age, address) ?? (does.ReadyAfter is { } after && age >= after ? null : $"{Fault}503");

    private static string Refused(HTTPGetAction? http, string address, int port)
    {
        var dial = $"dial tcp {address}:{port}: connect: connection refused";
        return http is null
            ? dial
            : $"Get \"{(http.Scheme.Length == 0 ? "http" : http.Scheme.ToLowerInvariant())}://{address}:{port}{http.Path}\": {dial}";
    }

    private static int? PortOf(IntOrString port, Container container) =>
        port.Type == 0 ? port.IntVal : container.Ports.FirstOrDefault(one => one.Name == port.StrVal)?.ContainerPort_;
}
