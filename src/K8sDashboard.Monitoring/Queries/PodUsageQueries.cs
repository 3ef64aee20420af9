using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>The use of many pods at once: by their names, or by their namespaces where the names would be too many.</summary>
internal static class PodUsageQueries
{
    /// <summary>More queries than this are dearer than an answer with pods that nobody asked for.</summary>
    public const int MaxBatches = 6;

    /// <param name="pods">Whose use; the answers may hold others, of the same names or the same namespaces.</param>
    /// <param name="expression">The use of the pods that matchers select.</param>
    /// <param name="selectors">How often the expression repeats them.</param>
    /// <param name="only">One end of the order, <see cref="PodUsage.Ranked"/> pods of it; null for all.</param>
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
