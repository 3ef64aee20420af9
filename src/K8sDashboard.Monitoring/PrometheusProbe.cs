using System.Collections.Immutable;
using K8sDashboard.Monitoring.Queries;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Monitoring;

/// <summary>Verifies that a server is a Prometheus, and not only named like one.</summary>
public static class PrometheusProbe
{
    /// <summary>Health check: a query that every Prometheus can answer.</summary>
    public static Task<PrometheusAnswer<ImmutableArray<Sample>>> AskAsync(
        PrometheusClient client,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => client.InstantAsync(DiscoveryQueries.Alive, at, cancellation);

    /// <summary>Null where the query succeeded, else the failure.</summary>
    public static async Task<string?> WhyNotAsync(PrometheusConnection connection, TimeProvider time, CancellationToken cancellation)
    {
        using var client = new PrometheusClient(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection)),
            time,
            // Not counted: the queries of a discovery are not those of a page.
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );
        return await AskAsync(client, time.GetUtcNow(), cancellation) switch
        {
            PrometheusAnswer<ImmutableArray<Sample>>.Unreachable none => none.Message,
            PrometheusAnswer<ImmutableArray<Sample>>.Rejected no => no.Message,
            _ => null,
        };
    }
}
