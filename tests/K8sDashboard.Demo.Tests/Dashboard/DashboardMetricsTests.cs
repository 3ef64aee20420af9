using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Demo.Tests.Serving;
using K8sDashboard.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>
/// The dashboard's own metrics, after it has watched a simulated cluster and written to it: as documented, and as Prometheus' linter wants
/// them.
/// </summary>
public sealed class DashboardMetricsTests : IAsyncLifetime
{
    private const string PodAdded = "k8sdashboard_watch_events_total{resource=\"pods\",type=\"ADDED\"}";
    private const string DeploymentModified = "k8sdashboard_watch_events_total{resource=\"deployments\",type=\"MODIFIED\"}";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly DemoFolder folder = new();
    private Simulated cluster = null!;
    private WebApplication dashboard = null!;
    private HttpClient scraper = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync();
        cluster.Web(2);
        dashboard = DashboardHost.Create(
            CommandLine.Parse([
                "--port",
                "0",
                "--kubeconfig",
                folder.Write("kubeconfig", cluster.Server.Kubeconfig),
                "--context",
                "demo-admin",
            ]),
            _ => null,
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton(TextWriter.Null);
            }
        );
        await dashboard.StartAsync();
        var addresses = dashboard.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        scraper = new HttpClient { BaseAddress = new Uri(addresses.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        scraper.Dispose();
        await dashboard.DisposeAsync();
        await cluster.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Metrics_AfterWatchAndWrite_AreExactlyTheDocumentedFamilies()
    {
        var scraped = await UseAsync();

        Assert.Equal(MetricDocumentation.Families().OrderBy(family => family.Name), scraped.Families.OrderBy(family => family.Name));
    }

    [Fact]
    public async Task Metrics_AfterWatchAndWrite_CountBoth()
    {
        var scraped = await UseAsync();

        Assert.Equal(1, scraped.Value("k8sdashboard_watch_live{resource=\"pods\"}"));
        Assert.Equal((1, 1), (scraped.Value(PodAdded), scraped.Value(DeploymentModified)));
        Assert.Equal(0, scraped.Value("k8sdashboard_watch_events_total{resource=\"deployments\",type=\"ADDED\"}"));
        Assert.Equal(1, scraped.Value("k8sdashboard_lists_total{resource=\"pods\"}"));
        Assert.Equal(1, scraped.Value("k8sdashboard_writes_total{action=\"scale\",outcome=\"done\"}"));
        Assert.Equal(0, scraped.Value("k8sdashboard_writes_total{action=\"scale\",outcome=\"unknown\"}"));
        Assert.Equal(1, scraped.Value("k8sdashboard_api_requests_total{verb=\"update\",code=\"200\"}"));
        Assert.Equal(1, scraped.Value("k8sdashboard_api_request_duration_seconds_count{verb=\"update\"}"));
        Assert.True(scraped.Value("k8sdashboard_api_requests_total{verb=\"watch\",code=\"200\"}") >= 9);
        Assert.True(scraped.Value("k8sdashboard_snapshot_publications_total") > 1);
        // Names of objects, namespaces and users.
        Assert.DoesNotMatch("web-1|\"shop\"|payments|demo-admin", scraped.Text);
    }

    [Fact]
    public async Task Metrics_PromtoolCheckMetrics_FindsNothing()
    {
        var tool = Promtool.FindOrSkip();
        var file = folder.Write("metrics.txt", (await UseAsync()).Text);
        // It reads from standard input.
        await Promtool.RunAsync("/bin/sh", "-c", "exec \"$0\" check metrics < \"$1\"", tool, file);
    }

    /// <summary>A watch event and a write, and the scrape that has both.</summary>
    private async Task<Scraped> UseAsync()
    {
        using var timeout = new CancellationTokenSource(Timeout);
        await UntilAsync(async () => (await scraper.GetAsync("/readyz", timeout.Token)).IsSuccessStatusCode, timeout.Token);
        cluster.Pod("web-1");
        var store = dashboard.Services.GetRequiredService<ClusterStore>();
        await UntilAsync(() => Task.FromResult(store.Current.Pods.Count == 1), timeout.Token);
        var web = store.Current.Deployments.Items.Single();
        var result = await dashboard
            .Services.GetRequiredService<ActionRunner>()
            .RunAsync(
                dashboard.Services.GetRequiredService<Actor>(),
                new ScaleAction(new(DeploymentResource.Type, web.Ref, web.Uid), 2, 3),
                timeout.Token
            );
        Assert.IsType<ActionResult.Done>(result);
        var scraped = new Scraped("");
        await UntilAsync(
            async () =>
            {
                scraped = new(await scraper.GetStringAsync("/metrics", timeout.Token));
                return scraped.Value(PodAdded) > 0 && scraped.Value(DeploymentModified) > 0;
            },
            timeout.Token
        );
        return scraped;
    }

    private static async Task UntilAsync(Func<Task<bool>> reached, CancellationToken timeout)
    {
        while (!await reached())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, timeout);
    }
}
