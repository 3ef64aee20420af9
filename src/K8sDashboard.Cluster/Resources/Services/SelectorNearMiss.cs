using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>Near misses of a Service's selector: pods that differ in one label, most often by a typing error.</summary>
/// <param name="Pods">The number of these pods.</param>
/// <param name="Label">Their label instead, as <c>key=value</c>; empty where they have none.</param>
/// <param name="Difference">The difference from the selector's value.</param>
public sealed record SelectorNearMiss(int Pods, string Label, string Difference)
{
    /// <summary>The nearest miss; null where there is none.</summary>
    /// <param name="selector">A selector that matches none of them.</param>
    /// <param name="pods">Pods of the Service's namespace.</param>
    public static SelectorNearMiss? Of(Labels selector, IEnumerable<Pod> pods) =>
        selector.Count == 0
            ? null
            : pods.GroupBy(pod => pod.Labels)
                .Select(group => (Near: Of(selector, group.Key), Count: group.Count()))
                .Where(found => found.Near is not null)
                .GroupBy(found => found.Near!.Value, found => found.Count)
                .OrderBy(group => group.Key.Distance)
                .ThenByDescending(group => group.Sum())
                .ThenBy(group => group.Key.Label, StringComparer.Ordinal)
                .Select(group => new SelectorNearMiss(group.Sum(), group.Key.Label, group.Key.Difference))
                .FirstOrDefault();

    /// <summary><c>2 pods carry app.kubernetes.io/name=newsletter, one letter less</c>.</summary>
    public override string ToString()
    {
        var (pods, carry) = Pods == 1 ? ("1 pod", "carries") : ($"{Pods} pods", "carry");
        return Label.Length > 0 ? $"{pods} {carry} {Label}, {Difference}" : $"{pods} {carry} {Difference}";
    }

    private static (int Distance, string Label, string Difference)? Of(Labels selector, Labels carried)
    {
        if (carried.Count == 0)
            return null;
        var missed = selector.Where(pair => carried[pair.Key] != pair.Value).Take(2).ToList();
        if (missed is not [var (key, wanted)])
            return null;
        if (carried[key] is { } found)
        {
            if (EditDistance.Words(wanted, found) is { } words)
                return (EditDistance.Of(wanted, found), $"{key}={found}", words);
            return selector.Count > 1 ? (10, $"{key}={found}", $"not {wanted}") : null;
        }

        // Short values, such as numbers, occur under many keys.
        if (wanted.Length > 2 && carried.FirstOrDefault(pair => pair.Value == wanted && selector[pair.Key] is null) is { Key: { } other })
            return (5, $"{other}={wanted}", $"the selector's value under another key than {key}");
        return selector.Count > 1 ? (20, "", $"all of it but {key}={wanted}") : null;
    }
}
