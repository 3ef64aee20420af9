using System.Net;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Metrics on a port of their own: whoever is led to one of the two has not the other.</summary>
public sealed class MetricsPortTests
{
    [Fact]
    public async Task Metrics_are_there_and_nothing_else_is()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--metrics-port", "0");
        using var browser = await dashboard.SignedInBrowserAsync();
        Assert.NotEqual(dashboard.Address.Port, dashboard.Metrics.Port);
        Assert.Contains("k8sdashboard_", await browser.GetStringAsync(dashboard.Metrics), StringComparison.Ordinal);
        // With the cookie that opens them on the other port: a browser's cookies know no ports.
        foreach (var path in (string[])["/", "/pods", "/login", "/healthz", "/_blazor", "/metrics/", "/app.css"])
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(dashboard.Metrics, path))).StatusCode);
    }

    [Fact]
    public async Task The_dashboards_port_has_none_whatever_host_is_named()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--metrics-port", "0");
        using var browser = await dashboard.SignedInBrowserAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        using var named = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Host = dashboard.Metrics.Authority } };
        Assert.Equal(HttpStatusCode.NotFound, (await browser.SendAsync(named)).StatusCode);
    }

    [Fact]
    public async Task It_answers_to_this_machine_only()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--metrics-port", "0");
        using var browser = dashboard.Browser();
        using var foreign = new HttpRequestMessage(HttpMethod.Get, dashboard.Metrics) { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(foreign)).StatusCode);
    }
}
