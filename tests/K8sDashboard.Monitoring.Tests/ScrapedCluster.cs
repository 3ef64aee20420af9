using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Monitoring.Tests;

/// <summary>A fake Prometheus of a small cluster; queries other than discovery get the samples of the test.</summary>
internal sealed class ScrapedCluster : IAsyncDisposable
{
    private const string Discovery = "count by (job)";

    private readonly LoopbackPrometheus server;

    private ScrapedCluster(LoopbackPrometheus server, TimeProvider time)
    {
        this.server = server;
        server.Answer = AnswerAsync;
        Client = server.Client(time);
    }

    public PrometheusClient Client { get; }

    public Uri Address => server.Address;

    /// <summary>The job with container metrics; null where cAdvisor is not scraped.</summary>
    public string? ContainerJob { get; set; } = "cadvisor";

    public string? ResourceJob { get; set; }

    /// <summary>The answer to <c>node_uname_info</c> and <c>machine_cpu_cores</c>.</summary>
    public string[] Nodes { get; set; } = [];

    public string[] Samples { get; set; } = [];

    /// <summary>The start times of the measured containers, in Unix seconds.</summary>
    public string[] Origins { get; set; } = [];

    /// <summary>Responds to range queries; null where there are none.</summary>
    public Func<HttpContext, Task>? Range { get; set; }

    /// <summary>The error response; null while queries succeed.</summary>
    public string? Refusal { get; set; }

    /// <summary>The queries that get the error response.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => true;

    /// <summary>The warning of discovery queries.</summary>
    public string? Warning { get; set; }

    /// <summary>The usage queries, in order.</summary>
    public IReadOnlyList<string> Asked =>
        [.. server.Asked.Where(one => one.Path == "/api/v1/query" && !IsDiscovery(one.Query)).Select(one => one.Query)];

    public static async Task<ScrapedCluster> StartAsync(TimeProvider time) => new(await LoopbackPrometheus.StartAsync(), time);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return server.DisposeAsync();
    }

    private static bool IsDiscovery(string query) =>
        query.StartsWith(Discovery, StringComparison.Ordinal) || query.StartsWith("{__name__", StringComparison.Ordinal);

    private Task AnswerAsync(HttpContext context, string query)
    {
        if (context.Request.Path == "/api/v1/targets")
        {
            return LoopbackPrometheus.Json(
                context,
                """
                {"status":"success","data":{"activeTargets":[
                {"labels":{"job":"cadvisor","instance":"n1"},"health":"up","lastError":"","scrapeInterval":"15s"},
                {"labels":{"job":"node-exporter","instance":"n1"},"health":"up","lastError":"","scrapeInterval":"15s"}]}}
                """
            );
        }

        if (context.Request.Path == "/api/v1/query_range" && Range is { } range)
            return range(context);
        if (query.StartsWith("{__name__", StringComparison.Ordinal))
            return LoopbackPrometheus.Vector(context, Nodes);
        if (Warning is not null && query.StartsWith(Discovery, StringComparison.Ordinal))
        {
            return LoopbackPrometheus.Json(
                context,
                $$$"""
                {"status":"success","data":{"resultType":"vector","result":[{{{string.Join(',', Job(ContainerJob))}}}]},
                "warnings":["{{{Warning}}}"]}
                """
            );
        }

        if (query.StartsWith(Discovery, StringComparison.Ordinal))
            return LoopbackPrometheus.Vector(
                context,
                Job(query.Contains("pod_cpu_usage", StringComparison.Ordinal) ? ResourceJob : ContainerJob)
            );
        if (Refusal is { } message && Refuses(query))
            return LoopbackPrometheus.Json(context, message, 422);
        return LoopbackPrometheus.Vector(
            context,
            query.StartsWith("min by (namespace, pod)", StringComparison.Ordinal) ? Origins : Samples
        );
    }

    private static string[] Job(string? name) => name is null ? [] : [$$"""{"metric":{"job":"{{name}}"},"value":[1,"12"]}"""];
}
