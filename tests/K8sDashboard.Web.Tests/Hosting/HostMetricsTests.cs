using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using k8s;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>The dashboard's own metrics, as Prometheus scrapes them.</summary>
public sealed class HostMetricsTests
{
    [Fact]
    public async Task Metrics_WatchesPerResource_AreTheWorstOfEachWithoutNamespaces()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var meter = dashboard.Services.GetRequiredService<ReflectorMeter>();
        var lost = new SyncState.Interrupted(DateTimeOffset.UnixEpoch, "gone");
        using var pods = meter.Open("pods", "secret-project", () => new SyncState.Live());
        using var morePods = meter.Open("pods", "shop", () => lost);
        using var nodes = meter.Open("nodes", "", () => new SyncState.Live());
        // Forbidden tables do not delay readiness.
        using var refused = meter.Open("nodes", "", () => new SyncState.Forbidden("no"));
        using var events = meter.Open("events", "", () => new SyncState.Shed("memory is short"));
        pods.Listed();
        nodes.Listed();
        nodes.ChangeReceived(WatchEventType.Deleted);
        pods.Failed(new ReadFailure.OutOfMemory());
        using var resting = morePods.Wait(TimeSpan.FromMinutes(5));

        var text = await ScrapeAsync(dashboard);

        var now = dashboard.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal((0, 1), (Of("watch_live", "pods"), Of("watch_live", "nodes")));
        Assert.Equal((0, 0), (Of("watch_last_event_timestamp_seconds", "pods"), Of("last_list_timestamp_seconds", "pods")));
        Assert.InRange(Of("watch_last_event_timestamp_seconds", "nodes"), now - 60, now + 1);
        Assert.InRange(Of("last_list_timestamp_seconds", "nodes"), now - 60, now + 1);
        Assert.InRange(Of("watch_backoff_seconds", "pods"), 200, 300);
        Assert.Equal(0, Of("watch_backoff_seconds", "nodes"));
        Assert.Equal((1, 0), (Of("shed", "events"), Of("shed", "pods")));
        Assert.Equal((1, 1), (Of("lists_total", "nodes"), Of("lists_total", "pods")));
        Assert.Equal(1, Value(text, "k8sdashboard_watch_events_total{resource=\"nodes\",type=\"DELETED\"}"));
        Assert.Equal(0, Value(text, "k8sdashboard_watch_events_total{resource=\"nodes\",type=\"ADDED\"}"));
        Assert.Equal(1, Value(text, "k8sdashboard_watch_failures_total{resource=\"pods\",reason=\"out_of_memory\"}"));
        Assert.DoesNotContain("k8sdashboard_watch_live{resource=\"events\"}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-project", text, StringComparison.Ordinal);

        double Of(string name, string resource) => Value(text, $"k8sdashboard_{name}{{resource=\"{resource}\"}}");
    }

    [Fact]
    public async Task Metrics_WatchEnds_DropsItsGaugesAndKeepsItsCounters()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using (var pods = dashboard.Services.GetRequiredService<ReflectorMeter>().Open("pods", "", () => new SyncState.Live()))
        {
            pods.Listed();
            Assert.Equal(1, Value(await ScrapeAsync(dashboard), "k8sdashboard_watch_live{resource=\"pods\"}"));
        }

        var text = await ScrapeAsync(dashboard);
        Assert.DoesNotContain("k8sdashboard_watch_live{", text, StringComparison.Ordinal);
        Assert.Equal(1, Value(text, "k8sdashboard_lists_total{resource=\"pods\"}"));
    }

    [Fact]
    public async Task Metrics_TwoHostsInOneProcess_ExportOnlyTheirOwn()
    {
        await using var one = await RunningDashboard.StartAsync();
        await using var other = await RunningDashboard.StartAsync();
        using var pods = one.Services.GetRequiredService<ReflectorMeter>().Open("pods", "", () => new SyncState.Live());
        pods.Listed();

        Assert.Contains("k8sdashboard_lists_total{resource=\"pods\"} 1", await ScrapeAsync(one), StringComparison.Ordinal);
        Assert.DoesNotContain("k8sdashboard_lists_total{", await ScrapeAsync(other), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_Requests_AreLabelledByRouteTemplateNotByPath()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        dashboard.Store.Fill(Bare.Pod("shop", "secret-name"));
        using var browser = await dashboard.SignedInBrowserAsync();
        using var anonymous = dashboard.Browser();
        await browser.GetAsync("/pods/shop/secret-name");
        await browser.GetAsync("/no/such/secret-name");
        await browser.GetAsync("/app.css");
        await anonymous.GetAsync("/services/shop/secret-name");
        // Any client may send any method.
        using var odd = new HttpRequestMessage(new HttpMethod("SECRET"), "/pods/shop/secret-name");
        await anonymous.SendAsync(odd);

        var text = await ScrapeAsync(dashboard);

        Assert.Equal(1, Requests("200", "/pods/{Namespace}/{Name}"));
        Assert.Equal(1, Requests("401", "/services/{Namespace}/{Name}"));
        Assert.Equal(1, Requests("200", "static file"));
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("shop", text, StringComparison.Ordinal);
        Assert.DoesNotContain("app.css", text, StringComparison.Ordinal);

        double Requests(string code, string endpoint) =>
            Value(text, $"http_request_duration_seconds_count{{code=\"{code}\",method=\"GET\",endpoint=\"{endpoint}\"}}");
    }

    [Fact]
    public async Task Metrics_ScrapedWithOpenMetricsPreferred_AreTextWithoutExemplars()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var scraper = dashboard.Browser();
        await scraper.GetAsync("/healthz");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/openmetrics-text;version=1.0.0"));

        using var answer = await scraper.SendAsync(request);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.DoesNotContain(" # {", text, StringComparison.Ordinal);
        Assert.True(Value(text, "process_working_set_bytes") > 0);
        Assert.True(Value(text, "dotnet_gc_allocated_bytes_total") > 0);
        Assert.DoesNotContain("http_client", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_CircuitLosesConnection_IsCountedUntilClosed()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var count = new ScreenCount(dashboard.Services.GetRequiredService<OpenScreens>());
        await count.OnCircuitOpenedAsync(null!, default);
        await count.OnConnectionUpAsync(null!, default);
        Assert.Equal((1, 1), Circuits(await ScrapeAsync(dashboard)));
        await count.OnConnectionDownAsync(null!, default);
        Assert.Equal((1, 0), Circuits(await ScrapeAsync(dashboard)));
        await count.OnCircuitClosedAsync(null!, default);
        Assert.Equal((0, 0), Circuits(await ScrapeAsync(dashboard)));

        static (double All, double Connected) Circuits(string text) =>
            (Value(text, "k8sdashboard_circuits"), Value(text, "k8sdashboard_circuits_connected"));
    }

    private static async Task<string> ScrapeAsync(RunningDashboard dashboard)
    {
        using var scraper = dashboard.Browser();
        return await scraper.GetStringAsync("/metrics");
    }

    private static double Value(string text, string series) =>
        double.Parse(
            text.Split('\n').Single(line => line.StartsWith(series + " ", StringComparison.Ordinal))[(series.Length + 1)..],
            CultureInfo.InvariantCulture
        );
}
