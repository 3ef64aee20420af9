using System.Collections.Immutable;
using K8sDashboard.Monitoring.Queries;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sDashboard.Monitoring;

/// <summary>Tells a Prometheus from something that only has its name.</summary>
public static class PrometheusProbe
{
    /// <summary>Health check: a query that every Prometheus answers.</summary>
    public static Task<PrometheusAnswer<ImmutableArray<Sample>>> AskAsync(
        PrometheusClient client,
        DateTimeOffset at,
        CancellationToken cancellation
    ) => client.InstantAsync(DiscoveryQueries.Alive, at, cancellation);

    /// <summary>Null where a query was answered, else why not.</summary>
    public static async Task<string?> WhyNotAsync(PrometheusConnection connection, TimeProvider time, CancellationToken cancellation)
    {
        using var client = new PrometheusClient(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection)),
            time,
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
