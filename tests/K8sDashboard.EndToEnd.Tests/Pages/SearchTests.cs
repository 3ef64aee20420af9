using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>Global search by keyboard only.</summary>
public sealed class SearchTests(Chromium chromium)
{
    [Fact]
    public async Task Search_KeyboardOnly_OpensMatchingObject()
    {
        RealCluster.SkipUnlessOurs();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig);
        await using var window = await chromium.OpenAsync(Look.Desk);
        var page = window.Page;
        await page.GotoAsync(dashboard.Login.ToString());
        await Assertions.Expect(page.Status("Freshness")).ToHaveTextAsync("live");
        // A new page moves the focus to its heading; keys typed at that time are lost.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeFocusedAsync();
        var options = page.GetByRole(AriaRole.Listbox, new() { Name = "Search results" }).GetByRole(AriaRole.Option);

        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("deploy prom");
        await Assertions.Expect(options.First).ToContainTextAsync("Deployment");
        await window.CheckAccessibilityAsync();
        await window.ShootWindowAsync("search");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(dashboard.Address, "/workloads/deployments/monitoring/prometheus").ToString());

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "prometheus", Level = 1 })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("prometheus");
        await Assertions.Expect(options.Nth(1)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.TypeAsync(" svc");
        await Assertions.Expect(options.First).ToContainTextAsync("Service");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(dashboard.Address, "/services/monitoring/prometheus").ToString());
        Assert.Empty(window.Errors);
    }
}
