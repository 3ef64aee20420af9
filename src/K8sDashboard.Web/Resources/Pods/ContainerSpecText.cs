using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Resources.Pods;

/// <summary>Fields of a container's spec as text, after <c>kubectl describe pod</c>.</summary>
public static class ContainerSpecText
{
    public static string Ports(ContainerDetail container) => string.Join(", ", container.Ports.Select(Port));

    public static string Amounts(Labels amounts) => string.Join(", ", amounts.Select(pair => $"{pair.Key} {pair.Value}"));

    /// <summary>An environment variable's value or its source (valueFrom); contents of Secrets are never read.</summary>
    public static (string Name, string Value) Line(EnvironmentVariable variable) =>
        (variable.Name, variable.From.Length > 0 ? $"from {variable.From}" : variable.Value);

    public static (string Name, string Value) Line(Mount mount) =>
        (mount.Path, $"from {mount.Volume}{(mount.SubPath.Length > 0 ? $"/{mount.SubPath}" : "")} ({(mount.ReadOnly ? "ro" : "rw")})");

    public static (string Name, string Value) Line(Probe probe) => (probe.Kind, $"{probe.Action} {probe.Timing}");

    public static (string Name, string Value) Line(Volume volume) =>
        (volume.Name, volume.Source.Length == 0 ? volume.Type : $"{volume.Type} {volume.Source}");

    private static string Port(ContainerPort port) =>
        (port.Name.Length > 0 ? $"{port.Name} " : "")
        + $"{port.Port}/{port.Protocol}"
        + (port.HostPort is { } host ? $" on host port {host}" : "");
}
