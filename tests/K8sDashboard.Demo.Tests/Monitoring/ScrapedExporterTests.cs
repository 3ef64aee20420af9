using System.Collections.Immutable;
using System.Net;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>A node-exporter that goes down and comes back, scraped by a real Prometheus each second, in one chart.</summary>
public sealed class ScrapedExporterTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly NodeSubject Node = new("n1", "10.0.0.5");

    private readonly DemoFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private WebApplication exporter = null!;
    private PrometheusProcess? process;
    private PrometheusConnection? connection;
    private PrometheusClient client = null!;
    private string? missing;
    private volatile bool up = true;

    public async ValueTask InitializeAsync()
    {
        (var program, missing) = PrometheusProgram.Find(Environment.GetEnvironmentVariable("PATH") ?? "", PrometheusProgram.UnpackedFolder);
        if (program is null)
            return;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        exporter = builder.Build();
        exporter.Run(WriteAsync);
        await exporter.StartAsync();
        var configuration = folder.Write(
            "prometheus.yml",
            $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: node-exporter
                static_configs: [{ targets: ["{{new Uri(exporter.Urls.Single()).Authority}}"], labels: { instance: "10.0.0.5:9100" } }]
            """
        );
        var port = new FreePort();
        port.Dispose();
        process = await PrometheusProcess.StartAsync(
            program,
            configuration,
            folder.Below("data"),
            port.Number,
            _ => { },
            TimeProvider.System,
            CancellationToken.None
        );
        connection = new PrometheusConnection(process.Address, "scraping", transport: null, getOnly: false, TimeProvider.System);
        client = NewClient();
        await FirstScrapeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        client?.Dispose();
        connection?.Dispose();
        if (process is not null)
            await process.DisposeAsync();
        if (exporter is not null)
            await exporter.DisposeAsync();
        folder.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task NodeChart_ExporterGoesDownAndUp_KeepsLinesWithGapAndNamesOutage()
    {
        Assert.SkipWhen(missing is not null, $"no Prometheus to scrape with: {missing}");
        using var timeout = new CancellationTokenSource(Timeout, TimeProvider.System);
        var loader = new ChartLoader(client, new MetricDiscovery(client, TimeProvider.System), TimeProvider.System);
        await using var states = loader
            .WatchAsync(new ChartDefinition.OfNode(NodeMetric.Memory, Node), TimeRange.Parse("5m"), timeout.Token)
            .GetAsyncEnumerator(timeout.Token);

        var whole = await UntilAsync(states, data => data.Outages.IsEmpty && double.IsFinite(data.Lines[0].Last));
        up = false;
        var down = await UntilAsync(states, data => data.Outages is [{ Message: not "" }]);
        Assert.Contains("HTTP status 503", down.Outages[0].Message, StringComparison.Ordinal);
        Assert.InRange(down.Outages[0].Since!.Value, whole.AsOf.AddSeconds(-5), down.AsOf);
        // Earlier values are still drawn.
        Assert.Contains(down.Lines[0].Values, double.IsFinite);

        up = true;
        var back = await UntilAsync(states, data => data.Outages.IsEmpty && double.IsFinite(data.Lines[0].Last));
        var first = back.Lines[0].Values.ToList().FindIndex(double.IsFinite);
        Assert.Contains(back.Lines[0].Values.Skip(first), double.IsNaN);
    }

    // After the first data, every state has lines.
    private static async Task<ChartData> UntilAsync(IAsyncEnumerator<ChartState> states, Func<ChartData, bool> reached)
    {
        var seen = false;
        while (await states.MoveNextAsync())
        {
            if (states.Current is ChartState.Series { StaleBecause: null, Data: var data })
            {
                if (reached(data))
                    return data;
                seen = true;
            }
            else
            {
                Assert.False(seen, $"{states.Current} after lines");
            }
        }

        throw new InvalidOperationException("the states of a span that moves do not end");
    }

    private PrometheusClient NewClient() =>
        new(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection!)),
            TimeProvider.System,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );

    // A new client each time, since responses are cached.
    private async Task FirstScrapeAsync()
    {
        using var timeout = new CancellationTokenSource(Timeout, TimeProvider.System);
        while (true)
        {
            using var asking = NewClient();
            var answer = await asking.InstantAsync("node_uname_info", TimeProvider.System.GetUtcNow(), timeout.Token);
            if (answer is PrometheusAnswer<ImmutableArray<Sample>>.Data { Value.IsEmpty: false })
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, timeout.Token);
        }
    }

    private Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = up ? 200 : 503;
        context.Response.ContentType = "text/plain; version=0.0.4";
        return context.Response.WriteAsync(
            up ? "node_uname_info 1\nnode_memory_MemTotal_bytes 8e9\nnode_memory_MemAvailable_bytes 6e9\n" : "out of order"
        );
    }
}
