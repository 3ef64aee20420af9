using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Monitoring.Tests;

public sealed class QueryMetricsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task QueryMetrics_OutcomesAndCacheHit_AreCountedWithoutTheHit()
    {
        await using var server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, query) =>
            query == "bad"
                ? LoopbackPrometheus.Json(context, """{"status":"error","errorType":"bad_data","error":"parse error"}""", 400)
                : LoopbackPrometheus.Vector(context);
        using var connection = new PrometheusConnection(server.Address, "test", transport: null, getOnly: false, TimeProvider.System);
        var registry = new CollectorRegistry();
        PrometheusSource source = new PrometheusSource.Found(connection);
        using var client = new PrometheusClient(
            _ => ValueTask.FromResult(source),
            TimeProvider.System,
            new QueryMetrics(registry),
            NullLogger<PrometheusClient>.Instance
        );
        Assert.Equal(["0", "0", "0", "0"], await CountsAsync(registry));

        await client.InstantAsync("up", Noon, default);
        await client.InstantAsync("up", Noon, default);
        await client.InstantAsync("bad", Noon, default);
        source = new PrometheusSource.Missing("none found");
        await client.InstantAsync("other", Noon, default);

        Assert.Equal(["1", "1", "0", "1"], await CountsAsync(registry));
    }

    /// <summary>Of success, not configured, unreachable and rejected.</summary>
    private static async Task<IEnumerable<string>> CountsAsync(CollectorRegistry registry)
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text);
        var lines = Encoding.UTF8.GetString(text.ToArray()).Split('\n');
        return from outcome in (string[])["success", "not_configured", "unreachable", "rejected"]
            let series = $"k8sdashboard_prometheus_queries_total{{outcome=\"{outcome}\"}} "
            select lines.Single(line => line.StartsWith(series, StringComparison.Ordinal))[series.Length..];
    }
}
