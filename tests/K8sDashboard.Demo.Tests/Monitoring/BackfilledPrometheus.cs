using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>
/// A real Prometheus whose samples are exactly those of the test, written as blocks by promtool; the dashboard's clock stands at their
/// end. Without a program there is none, and the reason.
/// </summary>
public abstract class BackfilledPrometheus : IAsyncLifetime
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private readonly DemoFolder folder = new();
    private readonly StringBuilder samples = new();
    private readonly FakeTimeProvider clock; // all tests of a class share it, so it stands still
    private PrometheusProcess? process;
    private PrometheusConnection? connection;

    protected BackfilledPrometheus()
    {
        // The real clock's, since Prometheus throws away what is older than a day; and far enough back that nothing scraped now is in it.
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToUnixTimeSeconds();
        End = DateTimeOffset.FromUnixTimeSeconds(now - (now % 300));
        clock = new FakeTimeProvider(AtEnd);
    }

    /// <summary>Why there is none; null where there is.</summary>
    public string? Missing { get; private set; }

    /// <summary>A moment on the grid of every chart of an hour; samples may follow it.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The moment at which the tests look: all samples up to <see cref="End"/> have been scraped.</summary>
    public DateTimeOffset AtEnd => End.AddSeconds(1);

    public PrometheusClient Client { get; private set; } = null!;

    /// <summary>One that remembers nothing yet.</summary>
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
        // Nobody listens there: the jobs are known with their interval, and their targets are down with a reason.
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

    /// <summary>A client with a clock of its own, for a test that moves it.</summary>
    public PrometheusClient NewClient(TimeProvider time) =>
        new(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection!)),
            time,
            NullLogger<PrometheusClient>.Instance
        );

    public void SkipWithout() => Assert.SkipWhen(Missing is not null, $"no Prometheus to ask: {Missing}");

    /// <summary>The targets must have been tried, which takes up to an interval.</summary>
    protected virtual bool NeedsReasons => false;

    /// <summary>Writes the samples.</summary>
    protected abstract void Write();

    // It answers queries a moment before it has read its own targets; a new client each time, since answers are shared for a while.
    private async Task TargetsKnownAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1), TimeProvider.System);
        while (true)
        {
            using var client = NewClient(clock);
            if (
                await client.TargetsAsync(patience.Token)
                    is PrometheusAnswer<ImmutableArray<ScrapeTarget>>.Data { Value: { Length: 2 } targets }
                && (!NeedsReasons || targets.All(target => target.LastError.Length > 0))
            )
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        }
    }

    /// <summary>One series, a sample each interval within a span that is given from <see cref="End"/>.</summary>
    /// <param name="series">Name and labels: <c>up{job="a"}</c>.</param>
    /// <param name="from">Its first sample.</param>
    /// <param name="to">Its last, or an interval before.</param>
    /// <param name="value">The value so many seconds after the first.</param>
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
