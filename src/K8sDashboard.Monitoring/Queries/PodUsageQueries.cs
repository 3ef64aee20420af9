using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>Usage queries for many pods: by names, or by namespaces where there would be too many batches.</summary>
internal static class PodUsageQueries
{
    /// <summary>Above this number of batches, a response with unrequested pods is cheaper.</summary>
    public const int MaxBatches = 6;

    /// <param name="pods">The pods; results may include others of the same names or namespaces.</param>
    /// <param name="expression">The usage expression for a selector.</param>
    /// <param name="selectors">The number of selectors in the expression.</param>
    /// <param name="only">One end of the ranking, <see cref="PodUsage.Ranked"/> pods; null for all.</param>
    public static IReadOnlyList<string> Of(IEnumerable<PodName> pods, Func<Matchers, string> expression, int selectors, RankEnd? only) =>
        [.. Selections(pods, selectors).Select(selection => Only(expression(selection), only))];

    private static IEnumerable<Matchers> Selections(IEnumerable<PodName> pods, int selectors)
    {
        var batches = PodNameBatches.Of(pods, selectors).ToList();
        return batches.Count <= MaxBatches
            ? batches.Select(batch =>
                In(NamespacesOf(batch)).OneOf(Label.Pod, [.. batch.Select(pod => pod.Name).Distinct(StringComparer.Ordinal)])
            )
            : PodNameBatches
                .Of(NamespacesOf(batches.SelectMany(batch => batch)), selectors)
                .Select(batch => In(batch).IsNot(Label.Pod, ""));
    }

    private static IReadOnlyCollection<string> NamespacesOf(IEnumerable<PodName> pods) =>
        [.. pods.Select(pod => pod.Namespace).Distinct(StringComparer.Ordinal)];

    private static Matchers In(IReadOnlyCollection<string> namespaces) => Matchers.None.OneOf(Label.Namespace, namespaces);

    private static string Only(string expression, RankEnd? only) =>
        only switch
        {
            null => expression,
            RankEnd.Highest => $"topk({PodUsage.Ranked}, {expression})",
            RankEnd.Lowest => $"bottomk({PodUsage.Ranked}, {expression})",
            _ => throw new InvalidOperationException(),
        };
}
