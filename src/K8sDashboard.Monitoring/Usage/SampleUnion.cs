using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>Several queries whose answers are one.</summary>
internal static class SampleUnion
{
    /// <summary>The samples of all queries, or the first trouble: a part of them would look like the whole.</summary>
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
