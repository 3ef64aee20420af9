using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using K8sDashboard.Demo.Monitoring;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>
/// The demo with a real Prometheus, queried as by the dashboard; without an installed Prometheus there is none, only the reason.
/// </summary>
public sealed partial class ScrapedDemo : IAsyncLifetime
{
    private readonly CancellationTokenSource stop = new();
    private readonly HeardConsole console = new();
    private Task running = Task.CompletedTask;
    private PrometheusConnection? connection;

    /// <summary>Why there is none; null if there is.</summary>
    public string? Missing { get; private set; }

    /// <summary>The start of live scraping after the backfill, or a little later.</summary>
    public DateTimeOffset Ready { get; private set; }

    public PrometheusClient Client { get; private set; } = null!;

    public MetricDiscovery Discovery { get; private set; } = null!;

    public Uri Address => connection!.Address;

    /// <summary>The pods of shop/frontend.</summary>
    public IReadOnlyList<V1Pod> Pods { get; private set; } = [];

    public IReadOnlyList<NodeSubject> Nodes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Missing = PrometheusProgram.Find(Environment.GetEnvironmentVariable("PATH") ?? "", PrometheusProgram.UnpackedFolder).Trouble;
        if (Missing is not null)
            return;
        var options = new DemoOptions { Dashboard = false, Troubles = false };
        running = new Demo(options, new DemoConsole(console, TimeProvider.System), TimeProvider.System).RunAsync(stop.Token);
        var kubeconfig = Kubeconfig().Match(await console.HearAsync("export KUBECONFIG=", running)).Groups[1].Value;
        var address = Url().Match(await console.HearAsync("Prometheus: ", running)).Value;
        Ready = TimeProvider.System.GetUtcNow();
        connection = new PrometheusConnection(new Uri(address), "the demo's", transport: null, getOnly: false, TimeProvider.System);
        Client = new PrometheusClient(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection)),
            TimeProvider.System,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );
        Discovery = new MetricDiscovery(Client, TimeProvider.System);

        using var cluster = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        // Pods that were scaled up just now have no sample yet.
        Pods =
        [
            .. (await cluster.CoreV1.ListNamespacedPodAsync("shop")).Items.Where(pod =>
                pod.Name().StartsWith("frontend-", StringComparison.Ordinal) && pod.Status.StartTime < Ready.UtcDateTime.AddMinutes(-5)
            ),
        ];
        Assert.NotEmpty(Pods);
        Nodes =
        [
            .. (await cluster.CoreV1.ListNodeAsync()).Items.Select(node => new NodeSubject(
                node.Name(),
                node.Status.Addresses.First(one => one.Type == "InternalIP").Address
            )),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAny(running);
        Client?.Dispose();
        connection?.Dispose();
        console.Dispose();
        stop.Dispose();
    }

    [GeneratedRegex(@"KUBECONFIG=(\S+)")]
    private static partial Regex Kubeconfig();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Url();
}
