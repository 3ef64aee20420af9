using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>All nodes of a cluster, to find exporters that match none of them.</summary>
/// <param name="All">The nodes; their pods may be omitted.</param>
/// <param name="HasPod">Whether a pod, as <c>namespace/name</c>, is on one of them.</param>
public sealed record KnownNodes(IReadOnlyCollection<NodeSubject> All, Func<string, bool> HasPod);

/// <summary>Finds node-exporters that match no node, which would otherwise go unnoticed.</summary>
internal static class UnmatchedExporters
{
    private const int Named = 3;

    /// <summary>A sentence with their names; null where there is none.</summary>
    public static string? Describe(ImmutableArray<LabelSet> exporters, KnownNodes nodes)
    {
        var unmatched = Of(exporters, nodes);
        var names = string.Join(", ", unmatched.Take(Named)) + (unmatched.Count > Named ? $" and {unmatched.Count - Named} more" : "");
        return unmatched.Count switch
        {
            0 => null,
            1 => $"the node-exporter {names} is of none of these nodes",
            _ => $"{unmatched.Count} node-exporters are of none of these nodes: {names}",
        };
    }

    private static List<string> Of(ImmutableArray<LabelSet> exporters, KnownNodes nodes)
    {
        var names = nodes.All.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var hosts = nodes.All.SelectMany(node => node.Hosts).Select(TargetHost.Canonical).ToHashSet(StringComparer.Ordinal);
        var hostNames = nodes.All.SelectMany(node => new[] { node.Name, node.HostName }).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. exporters
                .Where(exporter => !IsMatched(exporter))
                .Select(exporter => exporter["instance"])
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

        // The inverse of NodeTargets' rules: a machine that is scraped by two jobs is matched twice.
        bool IsMatched(LabelSet exporter) =>
            names.Contains(exporter["node"])
            || names.Contains(exporter["kubernetes_node"])
            || (exporter["pod"] is { Length: > 0 } pod && nodes.HasPod($"{exporter["namespace"]}/{pod}"))
            || hosts.Contains(TargetHost.Of(exporter["instance"]))
            || hostNames.Contains(exporter["kubernetes_io_hostname"])
            || hostNames.Contains(exporter["nodename"]);
    }
}
