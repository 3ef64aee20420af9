using System.Globalization;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>Node selectors and required node affinity of a pod.</summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity"/></remarks>
internal static class NodeAffinity
{
    public static bool Fits(PodSpec pod, Node node) =>
        Labels.Match(pod.NodeSelector, node.Metadata.Labels)
        && (
            pod.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required
            || required.NodeSelectorTerms.Any(term => Fits(term, node))
        );

    // An empty term matches nothing.
    private static bool Fits(NodeSelectorTerm term, Node node) =>
        term.MatchExpressions.Count + term.MatchFields.Count > 0
        && term.MatchExpressions.All(asked => Fits(asked, node.Metadata.Labels.GetValueOrDefault(asked.Key)))
        && term.MatchFields.All(asked => asked.Key == "metadata.name" && Fits(asked, node.Metadata.Name));

    private static bool Fits(NodeSelectorRequirement asked, string? value) =>
        asked.Operator switch
        {
            "In" => value is not null && asked.Values.Contains(value),
            "NotIn" => value is null || !asked.Values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            "Gt" => Compare(asked, value) > 0,
            "Lt" => Compare(asked, value) < 0,
            _ => false,
        };

    private static int Compare(NodeSelectorRequirement asked, string? value) =>
        asked.Values is [var limit]
        && long.TryParse(limit, CultureInfo.InvariantCulture, out var bound)
        && long.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? number.CompareTo(bound)
            : 0;
}
