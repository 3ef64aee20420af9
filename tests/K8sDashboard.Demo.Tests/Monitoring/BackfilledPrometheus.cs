using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>
/// A real Prometheus with exactly the samples of the test, as blocks made by promtool; the dashboard's clock is at their end. Without an
/// installed Prometheus there is none, only the reason.
/// </summary>
public abstract class BackfilledPrometheus : IAsyncLifetime
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly DemoFolder folder = new();
    private readonly StringBuilder samples = new();
    private readonly FakeTimeProvider clock; // constant, since all tests of a class share it
    private PrometheusProcess? process;
    private PrometheusConnection? connection;

    protected BackfilledPrometheus()
    {
        // Real time, since Prometheus' retention of a day applies; and early enough to exclude live scrapes.
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeSeconds();
        End = DateTimeOffset.FromUnixTimeSeconds(now - (now % 300));
        clock = new FakeTimeProvider(AtEnd);
    }

    /// <summary>Why there is none; null if there is.</summary>
    public string? Missing { get; private set; }

    /// <summary>A time on the step grid of every hourly chart; samples may follow it.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The time of the tests: all samples up to <see cref="End"/> have been scraped.</summary>
    public DateTimeOffset AtEnd => End.AddSeconds(1);

    public PrometheusClient Client { get; private set; } = null!;

    /// <summary>A discovery with an empty cache.</summary>
    public MetricDiscovery Discovery => new(Client, clock);

    public ChartLoader Loader => new(Client, Discovery, clock);

    public async ValueTask InitializeAsync()
    {
        (var program, Missing) = PrometheusProgram.Find(Environment.GetEnvironmentVariable("PATH") ?? "", PrometheusProgram.UnpackedFolder);
        if (program is null)
            return;
        Write();
        var (text, data, configuration) = (
            Path.Combine(folder.Path, "samples.txt"),
            Path.Combine(folder.Path, "data"),
            Path.Combine(folder.Path, "prometheus.yml")
        );
        await File.WriteAllTextAsync(text, samples.Append("# EOF\n").ToString());
        // Unreachable targets: the jobs are known with their interval, and the targets are down with an error.
        await File.WriteAllTextAsync(
            configuration,
            """
            global: { scrape_interval: 15s, scrape_timeout: 5s }
            scrape_configs:
              - job_name: node-exporter
                static_configs: [{ targets: ["127.0.0.1:1"], labels: { instance: "10.0.0.5:9100" } }]
              - job_name: cadvisor
                static_configs: [{ targets: ["127.0.0.1:1"], labels: { instance: "n1" } }]
            """
        );
        await ChildProcess.RunAsync(
            "promtool",
            program.Tool,
            ["tsdb", "create-blocks-from", "openmetrics", "--quiet", text, data],
            TimeProvider.System,
            CancellationToken.None
        );
        using (var port = new FreePort())
        {
            var number = port.Number;
            port.Dispose();
            process = await PrometheusProcess.StartAsync(
                program,
                configuration,
                data,
                number,
                _ => { },
                TimeProvider.System,
                CancellationToken.None
            );
        }

        connection = new PrometheusConnection(process.Address, "backfilled", transport: null, getOnly: false, TimeProvider.System);
        Client = NewClient(clock);
        await TargetsKnownAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        connection?.Dispose();
        if (process is not null)
            await process.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client with its own clock, for a test that advances it.</summary>
    public PrometheusClient NewClient(TimeProvider time) =>
        new(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection!)),
            time,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );

    public void SkipWithout() => Assert.SkipWhen(Missing is not null, $"no Prometheus to ask: {Missing}");

    /// <summary>Whether the targets must have been scraped once, which takes up to an interval.</summary>
    protected virtual bool NeedsReasons => false;

    /// <summary>Writes the samples.</summary>
    protected abstract void Write();

    // Queries are answered a moment before the targets are loaded; a new client each time, since responses are cached.
    private async Task TargetsKnownAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (true)
        {
            using var client = NewClient(clock);
            if (
                await client.TargetsAsync(timeout.Token)
                    is PrometheusAnswer<ImmutableArray<ScrapeTarget>>.Data { Value: { Length: 2 } targets }
                && (!NeedsReasons || targets.All(target => target.LastError.Length > 0))
            )
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, timeout.Token);
        }
    }

    /// <summary>Adds one series with a sample each interval; the span is relative to <see cref="End"/>.</summary>
    /// <param name="series">Name and labels: <c>up{job="a"}</c>.</param>
    /// <param name="from">The first sample.</param>
    /// <param name="to">The last sample, or an interval before it.</param>
    /// <param name="value">The value by seconds since the first sample.</param>
    protected void Add(string series, TimeSpan from, TimeSpan to, Func<double, double> value)
    {
        for (var at = from; at <= to; at += Interval)
        {
            samples
                .Append(series)
                .Append(' ')
                .Append(value((at - from).TotalSeconds).ToString("R", CultureInfo.InvariantCulture))
                .Append(' ')
                .Append((End + at).ToUnixTimeSeconds())
                .Append('\n');
        }
    }
}
