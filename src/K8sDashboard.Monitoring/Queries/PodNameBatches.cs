using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// Cuts a long list of pod names so that each query fits into an address: through the API server's proxy a query is a GET, and
/// proxies refuse addresses beyond 8 KB. The answers are by pod, so putting them together is a union.
/// </summary>
internal static class PodNameBatches
{
    /// <summary>For the names alone; the rest of the address is below 1 KB.</summary>
    public const int MaxBytes = 5_000;

    /// <param name="names">What a selector is to name.</param>
    /// <param name="selectors">How often a query repeats it.</param>
    public static IEnumerable<IReadOnlyList<string>> Of(IEnumerable<string> names, int selectors) =>
        Cut(names, (name, _) => Length(name), selectors);

    /// <summary>Pods of several namespaces, those of one beside each other: its name stands in a selector once.</summary>
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

    // Measured as it will stand in the address: quoted for RE2, escaped for PromQL, encoded for the URL, and a "|" before it.
    private static int Length(string name) => Uri.EscapeDataString(Matchers.Literal(Matchers.Quote(name))).Length + 3;
}
