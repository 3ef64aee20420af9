namespace K8sDashboard.Monitoring.Queries;

/// <summary>
/// Cuts a long list of pod names so that each query fits into an address: through the API server's proxy a query is a GET, and
/// proxies refuse addresses beyond 8 KB. The answers are by pod, so putting them together is a union.
/// </summary>
internal static class PodNameBatches
{
    /// <summary>For the names alone; the rest of the address is below 1 KB.</summary>
    public const int MaxBytes = 5_000;

    public static IEnumerable<IReadOnlyList<string>> Of(IEnumerable<string> pods)
    {
        var batch = new List<string>();
        var size = 0;
        foreach (var pod in pods)
        {
            // Measured as it will stand in the address: quoted for RE2, escaped for PromQL, encoded for the URL, and a "|" before it.
            var length = Uri.EscapeDataString(Matchers.Literal(Matchers.Quote(pod))).Length + 3;
            if (batch.Count > 0 && size + length > MaxBytes)
            {
                yield return batch;
                batch = [];
                size = 0;
            }

            batch.Add(pod);
            size += length;
        }

        if (batch.Count > 0) yield return batch;
    }
}
