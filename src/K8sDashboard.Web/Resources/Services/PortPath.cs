using System.Collections.Immutable;
using System.Globalization;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Services;

namespace K8sDashboard.Web.Resources.Services;

/// <summary>
/// The path of a connection through one port of a Service, link by link. The port's verdict is shown at the link that causes it.
/// </summary>
public sealed record PortPath(ServicePort Port, ImmutableArray<PortLink> Links)
{
    /// <param name="port">The port.</param>
    /// <param name="status">Its endpoints and its verdict: the links add no judgement of their own.</param>
    public static PortPath Of(ServicePort port, PortStatus status)
    {
        var (endpoints, verdict) = (status.Endpoints, status.Verdict);
        // With ready endpoints, all links before the last are healthy; without, their health is unknown.
        Verdict? holds = status.Ready > 0 ? Verdict.Healthy : null;
        var resolves = endpoints.Targets.IsEmpty ? null : holds;
        var isTarget = verdict.Code is "port-missing" or "port-unjoined";
        ImmutableArray<PortLink> way =
        [
            new("port", $"{Number(port.Port)}/{port.Protocol} {port.Name}".TrimEnd(), holds),
            new("target port", port.TargetPort.Length > 0 ? port.TargetPort : Number(port.Port), isTarget ? verdict : resolves),
            new("container port", Text(endpoints.Targets), isTarget ? null : Last(status)),
        ];
        return new(port, port.NodePort > 0 ? way.Insert(0, new("node port", Number(port.NodePort), holds)) : way);
    }

    private static Verdict Last(PortStatus status) =>
        status.Verdict is { Level: HealthLevel.Healthy, Reason: "" }
            ? status.Verdict with
            {
                Reason = status.Endpoints.Counts.ToString(),
            }
            : status.Verdict;

    private static string Text(ImmutableArray<int> targets) =>
        targets switch
        {
            [] => KubectlText.None,
            [var one] => Number(one),
            [.. var first, var last] => $"{string.Join(", ", first.Select(target => $":{Number(target)}"))} and :{Number(last)}",
        };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One link of the path.</summary>
/// <param name="What">Its label.</param>
/// <param name="Value">Its number or name.</param>
/// <param name="Verdict">Its health; null where unknown.</param>
public sealed record PortLink(string What, string Value, Verdict? Verdict);
