using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Benchmarks;

/// <summary>Prometheus queries of many circuits on one page, compared with one circuit (single-flight and caching).</summary>
internal sealed class SharedQueries(TimeProvider time)
{
    private const int People = 20;
    private const string Page = "/nodes/worker-1";
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(60);

    public async Task RunAsync(Report report, RunningDemo demo)
    {
        var circuits = new List<Circuit>();
        try
        {
            var one = await AskedAsync(demo, circuits, 1);
            var many = await AskedAsync(demo, circuits, People);
            report.Gate(
                $"queries that Prometheus gets from {People} pages of a node / from one",
                many / one,
                1.2,
                "",
                $"{many:0} / {one:0} in {Span.TotalSeconds:0} s"
            );
        }
        finally
        {
            foreach (var circuit in circuits)
                await circuit.DisposeAsync();
        }
    }

    /// <summary>Queries a minute with so many circuits, after their charts are drawn.</summary>
    private async Task<double> AskedAsync(RunningDemo demo, List<Circuit> circuits, int pages)
    {
        while (circuits.Count < pages)
            circuits.Add(await Circuit.OpenAsync(demo.Login, Page, CancellationToken.None));
        await Task.Delay(Span / 3, time);
        var before = await CountAsync(demo);
        await Task.Delay(Span, time);
        return await CountAsync(demo) - before;
    }

    private static Task<double> CountAsync(RunningDemo demo) =>
        Scrape.SumAsync(
            demo.Prometheus,
            "prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/query\"",
            "prometheus_http_requests_total{code=\"200\",handler=\"/api/v1/query_range\""
        );
}
