using System.Collections.Immutable;
using System.Globalization;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Usage;
using K8sDashboard.Monitoring;

namespace K8sDashboard.Web.Status;

/// <summary>Health check of a source of metrics: whether it answers, and its latency.</summary>
/// <param name="Words">Its state as text.</param>
/// <param name="AskedAt">The time of the request.</param>
internal sealed record SourceHealth(string Words, DateTimeOffset AskedAt)
{
    /// <summary>Prometheus, by a query that every server answers.</summary>
    public static async Task<SourceHealth> OfAsync(PrometheusClient prometheus, TimeProvider time, CancellationToken cancellation)
    {
        var (at, began) = (time.GetUtcNow(), time.GetTimestamp());
        return new(
            await PrometheusProbe.AskAsync(prometheus, at, cancellation) switch
            {
                PrometheusAnswer<ImmutableArray<Sample>>.Data => $"answers in {Took(time, began)}",
                PrometheusAnswer<ImmutableArray<Sample>>.Rejected refused => $"refuses queries: {refused.Message}",
                PrometheusAnswer<ImmutableArray<Sample>>.Unreachable none => $"does not answer: {none.Message}",
                PrometheusAnswer<ImmutableArray<Sample>>.NotConfigured none => $"none: {none.Message}",
                var other => throw new ArgumentOutOfRangeException(nameof(prometheus), other, "no such answer"),
            },
            at
        );
    }

    /// <summary>metrics-server, by the metrics of all nodes.</summary>
    public static async Task<SourceHealth> OfAsync(ResourceMetrics metrics, Actor actor, TimeProvider time, CancellationToken cancellation)
    {
        var (at, began) = (time.GetUtcNow(), time.GetTimestamp());
        return new(
            await metrics.NodesAsync(actor, at, cancellation) switch
            {
                ResourceUsageAnswer.Known { Of.Count: var nodes } => string.Create(
                    CultureInfo.InvariantCulture,
                    $"answers in {Took(time, began)}, with figures of {nodes:N0} {(nodes == 1 ? "node" : "nodes")}"
                ),
                ResourceUsageAnswer.Unknown none => $"none: {none.Message}",
                var other => throw new ArgumentOutOfRangeException(nameof(metrics), other, "no such answer"),
            },
            at
        );
    }

    private static string Took(TimeProvider time, long began) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, time.GetElapsedTime(began).TotalMilliseconds):N0} ms");
}
