using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>The API server stops and restarts.</summary>
[Collection(nameof(ExclusiveCollection))]
public sealed class OutageTests(Chromium chromium)
{
    private static readonly LocatorAssertionsToHaveTextOptions Within = new() { Timeout = 100_000 };

    [Fact]
    [Trait("Fault", "F01-apiserver-killed-real")]
    public async Task ApiServer_StoppedAndRestarted_ShowsStaleThenCurrentData()
    {
        RealCluster.SkipUnlessThere();
        RealCluster.SkipUnlessOurs();
        var @namespace = $"outage-{Guid.NewGuid():N}"[..15];
        await RealCluster.KubectlAsync("create", "namespace", @namespace);
        try
        {
            await RealCluster.KubectlAsync("-n", @namespace, "create", "-f", Repository.Tutorial("nginx-deployment.yml"));
            await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig);
            await using var window = await chromium.OpenAsync(Look.DeskDark);
            await window.Page.GotoAsync(dashboard.Login.ToString());
            await window.Page.GotoAsync(new Uri(dashboard.Address, $"/workloads/deployments?ns={@namespace}").ToString());
            var freshness = window.Page.Status("Freshness");
            await Assertions.Expect(freshness).ToHaveTextAsync("live");
            await Assertions
                .Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "nginx-deployment" }))
                .ToContainTextAsync("3/3", new() { Timeout = 60_000 });

            await RealCluster.ScriptAsync("stop-apiserver");
            await Assertions.Expect(freshness).ToHaveTextAsync("reconnecting");
            await window.ShootAsync("outage-1-reconnecting");
            await Assertions.Expect(freshness).ToHaveTextAsync(new Regex(@"stale since \d\d:\d\d:\d\d"), Within);
            await Assertions.Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "nginx-deployment" })).ToContainTextAsync("3/3");
            await window.ShootAsync("outage-2-stale");

            await RealCluster.ScriptAsync("start-apiserver");
            await RealCluster.KubectlAsync("-n", @namespace, "scale", "deployment/nginx-deployment", "--replicas=1");
            await Assertions.Expect(freshness).ToHaveTextAsync("live", new() { Timeout = 35_000 });
            await Assertions
                .Expect(window.Page.GetByRole(AriaRole.Row, new() { Name = "nginx-deployment" }))
                .ToContainTextAsync("1/1", new() { Timeout = 35_000 });
            await window.ShootAsync("outage-3-live");
        }
        finally
        {
            await RealCluster.ScriptAsync("start-apiserver");
            await RealCluster.KubectlAsync("delete", "namespace", @namespace, "--wait=false");
        }
    }
}
