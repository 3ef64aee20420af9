using Google.Protobuf.Collections;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>Scheduling constraints by running pods: affinity, anti-affinity, topology spread, and host ports.</summary>
/// <param name="nodes">All nodes.</param>
/// <param name="pods">Pods that have not finished, by node.</param>
internal sealed class Neighbours(IReadOnlyList<Node> nodes, ILookup<string, Pod> pods)
{
    /// <summary>The scheduler's message for why running pods exclude a node; null if they do not.</summary>
    public string? WhyNot(Pod pod, Node node)
    {
        if (HostPorts(pod).Intersect(pods[node.Metadata.Name].SelectMany(HostPorts)).Any())
            return "node(s) didn't have free ports for the requested pod ports";
        if (
            TermsOf(pod.Spec.Affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution)
                .Any(term => !node.Metadata.Labels.ContainsKey(term.TopologyKey) || (!IsNear(pod, node, term) && !IsFirst(pod, term)))
        )
            return "node(s) didn't match pod affinity rules";
        if (KeptOff(pod).Any(term => IsNear(pod, node, term)))
            return "node(s) didn't match pod anti-affinity rules";
        if (IsUnwanted(pod, node))
            return "node(s) didn't satisfy existing pods anti-affinity rules";
        return pod.Spec.TopologySpreadConstraints.Any(constraint =>
            constraint.WhenUnsatisfiable == "DoNotSchedule" && IsUneven(pod, node, constraint)
        )
            ? "node(s) didn't match pod topology spread constraints"
            : null;
    }

    private bool IsNear(Pod pod, Node node, PodAffinityTerm term) => Domain(node, term.TopologyKey).Any(other => Selects(term, pod, other));

    // The first pod of a group with affinity to itself has no match yet.
    private bool IsFirst(Pod pod, PodAffinityTerm term) =>
        Selects(term, pod, pod)
        && !pods.Where(node => node.Key.Length > 0).SelectMany(node => node).Any(other => Selects(term, pod, other));

    private bool IsUnwanted(Pod pod, Node node) =>
        nodes.Any(there =>
            pods[there.Metadata.Name]
                .Any(other => KeptOff(other).Any(term => Selects(term, other, pod) && IsSame(there, node, term.TopologyKey)))
        );

    private bool IsUneven(Pod pod, Node node, TopologySpreadConstraint constraint)
    {
        if (!node.Metadata.Labels.ContainsKey(constraint.TopologyKey))
            return true;
        var counts = nodes
            .Where(one => NodeAffinity.Fits(pod.Spec, one) && one.Metadata.Labels.ContainsKey(constraint.TopologyKey))
            .Select(one => Like(pod, one, constraint))
            .ToList();
        var itself = Labels.Match(constraint.LabelSelector, pod.Metadata.Labels) ? 1 : 0;
        return Like(pod, node, constraint) + itself - counts.DefaultIfEmpty().Min() > constraint.MaxSkew;
    }

    private int Like(Pod pod, Node node, TopologySpreadConstraint constraint) =>
        Domain(node, constraint.TopologyKey)
            .Count(other =>
                other.Metadata.Namespace == pod.Metadata.Namespace
                && other.Metadata.DeletionTimestamp is null
                && Labels.Match(constraint.LabelSelector, other.Metadata.Labels)
            );

    private IEnumerable<Pod> Domain(Node node, string key) =>
        nodes.Where(other => IsSame(other, node, key)).SelectMany(other => pods[other.Metadata.Name]);

    private static bool IsSame(Node one, Node other, string key) =>
        one.Metadata.Labels.TryGetValue(key, out var value) && other.Metadata.Labels.TryGetValue(key, out var same) && value == same;

    private static bool Selects(PodAffinityTerm term, Pod of, Pod other) =>
        (
            term.NamespaceSelector is { MatchLabels.Count: 0, MatchExpressions.Count: 0 }
            || (
                term.Namespaces.Count == 0
                    ? other.Metadata.Namespace == of.Metadata.Namespace
                    : term.Namespaces.Contains(other.Metadata.Namespace)
            )
        ) && Labels.Match(term.LabelSelector, other.Metadata.Labels);

    private static RepeatedField<PodAffinityTerm> KeptOff(Pod pod) =>
        TermsOf(pod.Spec.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution);

    private static RepeatedField<PodAffinityTerm> TermsOf(RepeatedField<PodAffinityTerm>? terms) => terms ?? [];

    private static IEnumerable<(int, string)> HostPorts(Pod pod) =>
        pod
            .Spec.Containers.SelectMany(container => container.Ports)
            .Where(port => port.HostPort > 0)
            .Select(port => (port.HostPort, port.Protocol));
}
