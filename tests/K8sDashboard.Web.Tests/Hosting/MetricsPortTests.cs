using System.Net;
using System.Net.Sockets;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Metrics on a separate port: each port serves only its own endpoints.</summary>
public sealed class MetricsPortTests
{
    [Fact]
    public async Task MetricsPort_AnyPath_ServesOnlyMetrics()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--metrics-port", "0");
        using var browser = dashboard.Browser();
        Assert.NotEqual(dashboard.Address.Port, dashboard.Metrics.Port);
        Assert.Contains("k8sdashboard_", await browser.GetStringAsync(dashboard.Metrics), StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/pods", "/login", "/healthz", "/_blazor", "/metrics/", "/METRICS", "/app.css"])
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(dashboard.Metrics, path))).StatusCode);
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/metrics/")]
    [InlineData("/METRICS")]
    [InlineData("/Metrics/")]
    [InlineData("/%6detrics")]
    public async Task MetricsPort_MetricsPathOnDashboardPort_Returns404InAnySpellingOrHost(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync("--metrics-port", "0");
        using var browser = await dashboard.SignedInBrowserAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(path)).StatusCode);
        using var named = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = dashboard.Metrics.Authority } };
        Assert.Equal(HttpStatusCode.NotFound, (await browser.SendAsync(named)).StatusCode);
    }

    [Fact]
    public async Task MetricsPort_NumberConfigured_ListensOnBothLoopbackAddresses()
    {
        var port = FreePort();
        await using var dashboard = await RunningDashboard.StartAsync("--metrics-port", $"{port}");
        using var browser = dashboard.Browser();
        Assert.Equal(port, dashboard.Metrics.Port);
        foreach (var host in Socket.OSSupportsIPv6 ? ["127.0.0.1", "[::1]"] : (string[])["127.0.0.1"])
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri($"http://{host}:{port}/metrics"))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri($"http://{host}:{port}/healthz"))).StatusCode);
        }
    }

    [Fact]
    public async Task MetricsPort_ForeignHostHeader_Returns400()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--metrics-port", "0");
        using var browser = dashboard.Browser();
        using var foreign = new HttpRequestMessage(HttpMethod.Get, dashboard.Metrics) { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(foreign)).StatusCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
