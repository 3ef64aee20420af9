using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>The union of the results of several queries.</summary>
internal static class SampleUnion
{
    /// <summary>The samples of all queries, or the first failure: a partial result would look complete.</summary>
    public static async Task<PrometheusAnswer<ImmutableArray<Sample>>> InstantAsync(
        this PrometheusClient prometheus,
        IEnumerable<string> queries,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var answers = await Task.WhenAll(queries.Select(query => prometheus.InstantAsync(query, at, cancellation)));
        if (answers.FirstOrDefault(answer => answer.FailureMessage is not null) is { } trouble)
            return trouble;
        var data = answers.Cast<PrometheusAnswer<ImmutableArray<Sample>>.Data>().ToArray();
        return new PrometheusAnswer<ImmutableArray<Sample>>.Data(
            [.. data.SelectMany(answer => answer.Value)],
            [.. data.SelectMany(answer => answer.Warnings).Distinct(StringComparer.Ordinal)]
        );
    }
}
