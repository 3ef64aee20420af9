using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// Batches pod names so that each query fits into a URL: through the service proxy a query is a GET, and proxies reject URLs beyond 8 KB.
/// Results are by pod, so that they can be concatenated.
/// </summary>
internal static class PodNameBatches
{
    /// <summary>The budget of the names; the rest of the URL is below 1 KB.</summary>
    public const int MaxBytes = 5_000;

    /// <param name="names">The names of a selector.</param>
    /// <param name="selectors">The number of selectors in a query.</param>
    public static IEnumerable<IReadOnlyList<string>> Of(IEnumerable<string> names, int selectors) =>
        Cut(names, (name, _) => Length(name), selectors);

    /// <summary>Pods of several namespaces, grouped by namespace, whose name appears in a selector once.</summary>
    public static IEnumerable<IReadOnlyList<PodName>> Of(IEnumerable<PodName> pods, int selectors) =>
        Cut(
            pods.Distinct().OrderBy(pod => pod.Namespace, StringComparer.Ordinal).ThenBy(pod => pod.Name, StringComparer.Ordinal),
            (pod, before) => Length(pod.Name) + (pod.Namespace == before.Namespace ? 0 : Length(pod.Namespace)),
            selectors
        );

    private static IEnumerable<IReadOnlyList<T>> Cut<T>(IEnumerable<T> items, Func<T, T?, int> lengthAfter, int selectors)
    {
        var batch = new List<T>();
        var size = 0;
        foreach (var item in items)
        {
            var length = lengthAfter(item, batch.LastOrDefault());
            if (batch.Count > 0 && size + length > MaxBytes / selectors)
            {
                yield return batch;
                batch = [];
                size = 0;
                length = lengthAfter(item, default);
            }

            batch.Add(item);
            size += length;
        }

        if (batch.Count > 0)
            yield return batch;
    }

    // The length in the URL: quoted for RE2, escaped for PromQL, URL-encoded, with a "|" before it.
    private static int Length(string name) => Uri.EscapeDataString(Matchers.Literal(Matchers.Quote(name))).Length + 3;
}
