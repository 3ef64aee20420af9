using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using K8sDashboard.Faults;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>
/// A real cluster behind a failing network. Cutting the connections simulates a crash of the server, which keeps running.
/// </summary>
public sealed class FaultTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(20);
    private static readonly LocatorAssertionsToHaveTextOptions After = new() { Timeout = 35_000 };

    private readonly string @namespace = $"faults-{Guid.NewGuid():N}"[..15];
    private FaultProxy proxy = null!;

    public async ValueTask InitializeAsync()
    {
        proxy = await FaultyCluster.StartAsync();
        await RealCluster.KubectlAsync("create", "namespace", @namespace);
        await RealCluster.KubectlAsync("-n", @namespace, "create", "-f", Repository.Tutorial("nginx-deployment.yml"));
    }

    public async ValueTask DisposeAsync()
    {
        if (proxy is null)
            return;
        await RealCluster.KubectlAsync("delete", "namespace", @namespace, "--wait=false");
        await proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(30)]
    [Trait("Fault", "F01-apiserver-killed-real")]
    public async Task ApiServer_UnreachableUpTo30Seconds_IsLiveWithCurrentDataWithin35Seconds(int seconds)
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", KubeconfigOf.Behind(proxy));
        await using var window = await OpenAsync(dashboard);
        var freshness = window.Page.Status("Freshness");
        proxy.Line.Refuse();
        await RealCluster.KubectlAsync("-n", @namespace, "scale", "deployment/nginx-deployment", "--replicas=1");
        if (seconds > 5)
        {
            await Assertions.Expect(freshness).ToHaveTextAsync("reconnecting", new() { Timeout = 12_000 });
            await Assertions.Expect(Row(window)).ToContainTextAsync("3/3");
        }

        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        proxy.Line.Accept();

        await Assertions.Expect(Row(window)).ToContainTextAsync("1/1", new() { Timeout = 35_000 });
        await Assertions.Expect(freshness).ToHaveTextAsync("live", After);
    }

    [Fact]
    [Trait("Fault", "F01-apiserver-killed-10min-real")]
    public async Task ApiServer_UnreachableFor10Minutes_FreezesPageThenIsLiveWithin35Seconds()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("TEST_REAL_DURATIONS") == "1",
            "takes ten minutes: 'make soak-browser' runs it"
        );
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", KubeconfigOf.Behind(proxy));
        await using var window = await OpenAsync(dashboard);
        await window.Page.GotoAsync(new Uri(dashboard.Address, $"/workloads/deployments/{@namespace}/nginx-deployment").ToString());
        var scale = window.Page.GetByRole(AriaRole.Button, new() { Name = "Scale", Exact = true });
        await Assertions.Expect(scale).ToBeEnabledAsync();
        proxy.Line.Refuse();
        var killed = TimeProvider.System.GetTimestamp();
        await RealCluster.KubectlAsync("-n", @namespace, "scale", "deployment/nginx-deployment", "--replicas=1");

        await Assertions
            .Expect(window.Page.Status("Freshness"))
            .ToHaveTextAsync(new Regex(@"^frozen since \d\d:\d\d:\d\d$"), new() { Timeout = 330_000 });
        await Assertions.Expect(scale).ToBeDisabledAsync();
        await window.ShootAsync("outage-frozen");
        await Task.Delay(TimeSpan.FromMinutes(10) - TimeProvider.System.GetElapsedTime(killed), TimeProvider.System);
        proxy.Line.Accept();

        await Assertions.Expect(window.Page.Status("Freshness")).ToHaveTextAsync("live", After);
        await Assertions.Expect(scale).ToBeEnabledAsync();
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("1/1", new() { Timeout = 35_000 });
    }

    [Fact]
    [Trait("Fault", "F02-half-open-tcp-real")]
    public async Task ApiServer_HalfOpenConnection_ShowsReconnectingWithin26SecondsThenLive()
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", KubeconfigOf.Behind(proxy));
        await using var window = await OpenAsync(dashboard);
        var freshness = window.Page.Status("Freshness");
        proxy.Line.FallSilent();

        // Detected within 20 s, and shown five seconds later.
        await Assertions
            .Expect(freshness)
            .ToHaveTextAsync("reconnecting", new() { Timeout = (float)(Noticed + TimeSpan.FromSeconds(6)).TotalMilliseconds });

        await RealCluster.KubectlAsync("-n", @namespace, "scale", "deployment/nginx-deployment", "--replicas=2");
        proxy.Line.Speak();
        await Assertions.Expect(freshness).ToHaveTextAsync("live", After);
        await Assertions.Expect(Row(window)).ToContainTextAsync("2/2", new() { Timeout = 35_000 });
    }

    private async Task<Window> OpenAsync(Dashboard dashboard)
    {
        var window = await chromium.OpenAsync(Look.DeskDark);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await window.Page.GotoAsync(new Uri(dashboard.Address, $"/workloads/deployments?ns={@namespace}").ToString());
        await Assertions.Expect(Row(window)).ToContainTextAsync("3/3", new() { Timeout = 60_000 });
        return window;
    }

    private static ILocator Row(Window window) => window.Page.GetByRole(AriaRole.Row, new() { Name = "nginx-deployment" });
}
