using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>The dashboard restarts while one of its pages is open.</summary>
public sealed class RestartTests(Chromium chromium)
{
    [Fact]
    [Trait("Fault", "F12-server-restarted")]
    public async Task Dashboard_RestartedUnderOpenPage_BlocksButtonsAndRequiresLogin()
    {
        RealCluster.SkipUnlessThere();
        await using var first = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig);
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(first.Login.ToString());
        await window.Page.GotoAsync(new Uri(first.Address, "/workloads/deployments/monitoring/prometheus").ToString());
        var scale = window.Page.GetByRole(AriaRole.Button, new() { Name = "Scale" });
        await Assertions.Expect(scale).ToBeEnabledAsync();

        await first.DisposeAsync();
        await Assertions
            .Expect(window.Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection to the dashboard lost" }))
            .ToBeVisibleAsync(new() { Timeout = 30_000 });
        // Nothing behind a modal dialog can be clicked.
        await Assert.ThrowsAsync<TimeoutException>(() => scale.ClickAsync(new() { Timeout = 1_000 }));
        await window.ShootAsync("restart-1-lost");

        await using var second = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig, "--port", $"{first.Address.Port}");
        await Assertions.Expect(window.Page.GetByText("prometheus")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await window.ShootAsync("restart-2-locked");

        await window.Page.GotoAsync(second.Login.ToString());
        await Assertions.Expect(window.Page.Status("Freshness")).ToHaveTextAsync("live");
    }
}
