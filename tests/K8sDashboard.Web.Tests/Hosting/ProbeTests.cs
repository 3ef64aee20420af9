using System.Globalization;
using System.Net;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Web.Tests.Hosting;

public sealed class ProbeTests
{
    [Fact]
    public async Task Readyz_KindsNotListed_Returns503UntilAllAreListed()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var probe = dashboard.Browser();
        Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await probe.GetAsync("/readyz")).StatusCode);

        dashboard.Store.Fill(Bare.Pod("shop", "cart"));

        await Eventually.TrueAsync(async () => (await probe.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_ReflectorsPerKind_ExposeFreshnessAndBackoffWithoutNamespaces()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var scraper = dashboard.Browser();
        var meter = dashboard.Services.GetRequiredService<ReflectorMeter>();
        var lost = new SyncState.Interrupted(DateTimeOffset.UnixEpoch, "gone");
        using var pods = meter.Open("pods", "secret-project", () => new SyncState.Live());
        using var morePods = meter.Open("pods", "shop", () => lost);
        using var nodes = meter.Open("nodes", "", () => new SyncState.Live());
        // Forbidden tables do not delay readiness.
        using var refused = meter.Open("nodes", "", () => new SyncState.Forbidden("no"));
        pods.Listed();
        nodes.Listed();
        nodes.ChangeReceived();
        using var resting = morePods.Wait(TimeSpan.FromMinutes(5));

        var text = await scraper.GetStringAsync("/metrics");

        Assert.Equal((0, 1), (Value("live", "pods"), Value("live", "nodes")));
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (Value("last_event_age", "pods"), Value("listed_age", "pods")));
        Assert.InRange(Value("last_event_age", "nodes"), 0, 60);
        Assert.InRange(Value("listed_age", "nodes"), 0, 60);
        Assert.InRange(Value("backoff", "pods"), 200, 300);
        Assert.Equal(0, Value("backoff", "nodes"));
        Assert.Contains("k8sdashboard_cluster_k8sdashboard_lists{kind=\"nodes\"} 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-project", text, StringComparison.Ordinal);

        double Value(string name, string kind) =>
            double.Parse(
                text.Split('\n')
                    .Single(line =>
                        line.StartsWith($"k8sdashboard_cluster_k8sdashboard_watch_{name}{{kind=\"{kind}\"}} ", StringComparison.Ordinal)
                    )
                    .Split(' ')[1]
                    .Replace("+Inf", "Infinity", StringComparison.Ordinal),
                CultureInfo.InvariantCulture
            );
    }

    [Fact]
    public async Task Metrics_Scraped_ArePrometheusTextWithoutHttpClientMetrics()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var scraper = dashboard.Browser();
        await scraper.GetAsync("/healthz");
        var text = await scraper.GetStringAsync("/metrics");
        Assert.Contains("\nsystem_runtime_dotnet_process_memory_working_set ", text);
        Assert.Contains("\nmicrosoft_aspnetcore_hosting_http_server_request_duration_count", text);
        Assert.DoesNotContain("http_client", text);
    }
}
