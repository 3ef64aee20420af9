using System.Text.Json.Nodes;
using Bunit;
using k8s;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Telemetry;
using K8sDashboard.Cluster.Tests.Health;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Monitoring;
using K8sDashboard.Web.Hosting;
using K8sDashboard.Web.Hosting.Memory;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Resources.Events;
using K8sDashboard.Web.Status;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace K8sDashboard.Web.Tests.Status;

public sealed class StatusPageTests : IDisposable
{
    private readonly PageContext context = new();
    private readonly FakeTimeProvider time = new(Given.Now.AddMinutes(-10));
    private readonly ReflectorMeter meter;
    private readonly RequestLoad load;
    private int asked;
    private readonly TaskCompletionSource located = new();
    private readonly ClusterConnection connection = new(
        GuardedClient.Create(new() { Server = new("https://[::1]:6443/") }),
        "staging",
        "jane"
    )
    {
        Summary = new(
            "jane, impersonated by admin",
            "credential plugin kubelogin",
            "http://proxy:3128",
            "signed by the kubeconfig's certificate authority"
        ),
    };

    public StatusPageTests()
    {
        var registry = new CollectorRegistry();
        (meter, load) = (new ReflectorMeter(registry, time), new RequestLoad(registry, time));
        context.Services.AddOptions();
        context.Services.AddSingleton(
            new IdentityReview(
                (_, _, _) =>
                    Task.FromResult<ApiAnswer>(
                        asked++ == 0
                            ? new ApiAnswer.NotSent("no way there")
                            : new ApiAnswer.Success(
                                (JsonObject)
                                    JsonNode.Parse(
                                        """{"status":{"userInfo":{"username":"jane","groups":["dev","system:authenticated"]}}}"""
                                    )!
                            )
                    )
            )
        );
        context
            .Services.AddSingleton(connection)
            .AddSingleton<PrometheusLocator>(async _ =>
            {
                await located.Task;
                return context.Prometheus;
            });
        context.Services.AddSingleton(meter).AddSingleton(load).AddSingleton<OpenScreens>();
        context
            .Services.AddSingleton(registry)
            .AddSingleton<OptionalKinds>()
            .AddSingleton<MemoryGuard>()
            .AddSingleton<MemoryReader>(_ => new(340 << 20, 400 << 20));
    }

    public void Dispose()
    {
        connection.Dispose();
        context.Dispose();
    }

    [Fact]
    public void StatusPage_ReflectorInterrupted_ShowsStateAgesAndFailure()
    {
        using var metrics = meter.Open("pods", "", () => new SyncState.Interrupted(Given.Now, "connection refused"));
        metrics.Listed();
        metrics.Listed();
        time.Advance(TimeSpan.FromMinutes(9));
        for (var change = 0; change < 120; change++)
            metrics.ChangeReceived(WatchEventType.Modified);
        metrics.Failed(new ReadFailure.Unavailable("connection refused"));
        metrics.Quarantined();
        using var waiting = metrics.Wait(TimeSpan.FromSeconds(12.4));
        var row = context.Open<StatusPage>(ClusterSnapshot.Empty).Table("Watches").Row("pods");
        Assert.Equal("interrupted", row["STATE"]);
        Assert.Equal(("10m", "60s"), (row["LAST LIST"], row["LAST EVENT"]));
        Assert.Equal(("1", "2.0"), (row["RELISTS"], row["CHANGES/S"]));
        Assert.Equal(("1", "1", "connection refused · again in 13s"), (row["FAILURES"], row["UNREADABLE"], row["LAST FAILURE"]));
        waiting.Dispose();
        Assert.Null(Assert.Single(meter.Loops).RetryIn);
    }

    [Fact]
    public void ReflectorStats_ChangesPerSecond_CoversOnlyTheLastMinute()
    {
        using var metrics = meter.Open("pods", "", () => new SyncState.Live());
        for (var change = 0; change < 600; change++)
            metrics.ChangeReceived(WatchEventType.Modified);
        Assert.Equal(10, Assert.Single(meter.Loops).ChangesPerSecond);
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(0, Assert.Single(meter.Loops).ChangesPerSecond);
    }

    [Fact]
    public void ReflectorMeter_ReflectorDisposed_IsNoLongerListed()
    {
        meter.Open("pods", "", () => new SyncState.Live()).Dispose();
        using var other = meter.Open("pods", "shop", () => new SyncState.Live());
        Assert.Equal("shop", Assert.Single(meter.Loops).Scope);
    }

    [Theory]
    [InlineData(Shedding.Nothing, "340Mi of 400Mi in use")]
    [InlineData(Shedding.OptionalKinds, "340Mi of 400Mi in use: memory is short, events are not kept")]
    [InlineData(Shedding.NewPages, "340Mi of 400Mi in use: memory is short, events are not kept and no new pages are opened")]
    [Trait("Fault", "F13-status-page")]
    public void StatusPage_SheddingLevel_IsDescribedWithMemoryUsage(Shedding shedding, string words)
    {
        Assert.Equal(words, LoopWords.Of(new MemoryState(shedding, new(340 << 20, 400 << 20))));
        if (shedding == Shedding.Nothing)
            Assert.Contains(words, context.Open<StatusPage>(ClusterSnapshot.Empty).Words(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F13-optional-kinds-shed")]
    public void EventsPage_EventsShed_ShowsReasonInsteadOfNoEvents()
    {
        var events = new Table<ClusterEvent>([], new SyncState.Shed("memory is short (340Mi of 400Mi in use)."), 1);
        var page = context.Open<EventsPage>(Given.EmptyCluster.WithEvents(events), "/events").Words();
        Assert.Contains("The dashboard does not keep events now: memory is short (340Mi of 400Mi in use).", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No events", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "No warnings",
            context.Open<OverviewPage>(Given.EmptyCluster.WithEvents(events)).Words(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task StatusPage_Connected_ShowsApiServerContextUserAndCredentials()
    {
        var page = context.Open<StatusPage>(ClusterSnapshot.Empty);
        Assert.Contains("Metrics being looked for", page.Words(), StringComparison.Ordinal);
        located.SetResult();
        await page.WaitForAssertionAsync(() => Assert.DoesNotContain("being", page.Words(), StringComparison.Ordinal));
        Assert.Contains("API server sees not known: no way there", page.Words(), StringComparison.Ordinal);
        // Unknown results are requested again.
        context.Time.Advance(TimeSpan.FromSeconds(5));
        await page.WaitForAssertionAsync(() => Assert.Contains("API server sees jane", page.Words(), StringComparison.Ordinal));
        var words = page.Words();
        foreach (
            var fact in (string[])
                [
                    "API server [::1]:6443",
                    "Context staging",
                    "User jane, impersonated by admin",
                    "Signs in by credential plugin kubelogin",
                    "API server sees jane in dev, system:authenticated",
                    "Server certificate signed by the kubeconfig's certificate authority",
                    "Proxy http://proxy:3128",
                    "Metrics No Prometheus was found.",
                ]
        )
            Assert.Contains(fact, words, StringComparison.Ordinal);
    }

    [Fact]
    public void StatusPage_Requests_AreCountedByKind()
    {
        load.Count(RequestKind.Watch);
        load.Count(RequestKind.Read);
        load.Count(RequestKind.Read);
        var page = context.Open<StatusPage>(ClusterSnapshot.Empty);
        Assert.Contains("3 requests since the start", page.Words(), StringComparison.Ordinal);
        Assert.Contains("2 request kinds", page.Words(), StringComparison.Ordinal);
        var table = page.Table("Request kinds");
        Assert.Equal(("1", "2"), (table.Row("watches opened")["SINCE START"], table.Row("lists and reads")["SINCE START"]));
    }

    [Fact]
    public async Task StatusPage_SourcesOfMetrics_ShowTheirState()
    {
        context.ApiAnswers = _ => new ApiAnswer.Success(
            (JsonObject)JsonNode.Parse("""{"items":[{"metadata":{"name":"n"},"usage":{"cpu":"1","memory":"1Gi"}}]}""")!
        );
        located.SetResult();
        var page = context.Open<StatusPage>(ClusterSnapshot.Empty);
        Assert.Equal("This dashboard", page.Find("h1").TextContent);
        await page.WaitForAssertionAsync(() =>
            Assert.Contains("Prometheus none: No Prometheus was found.", page.Words(), StringComparison.Ordinal)
        );
        await page.WaitForAssertionAsync(() =>
            Assert.Contains("metrics-server answers in 1 ms, with figures of 1 node", page.Words(), StringComparison.Ordinal)
        );
        context.ApiAnswers = _ => new ApiAnswer.StatusError(
            503,
            "ServiceUnavailable",
            "the server is currently unable to handle the request"
        );
        context.Time.Advance(TimeSpan.FromSeconds(15));
        await page.WaitForAssertionAsync(() =>
            Assert.Contains(
                "metrics-server none: metrics-server: the server is currently unable to handle the request",
                page.Words(),
                StringComparison.Ordinal
            )
        );
    }
}
