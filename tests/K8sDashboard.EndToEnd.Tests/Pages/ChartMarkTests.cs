using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>Rollouts over the charts of a real Deployment.</summary>
public sealed class ChartMarkTests(Chromium chromium)
{
    private const string LaunchKey = "0000-the-key-of-the-end-to-end-tests-0000";

    [Fact]
    public async Task ChartMark_DeploymentRollout_IsNamedInTooltipAndList()
    {
        RealCluster.SkipUnlessOurs();
        await using var shop = await Namespace.WithNginxAsync("marks");
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig, "--launch-key", LaunchKey);
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await window.Page.GotoAsync(new Uri(dashboard.Address, $"/workloads/deployments/{shop.Name}/nginx-deployment?range=5m").ToString());
        var memory = window.Page.GetByRole(AriaRole.Figure, new() { Name = "Memory", Exact = true });
        await Assertions.Expect(memory.Locator("canvas")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Assertions
            .Expect(memory.GetByRole(AriaRole.Note, new() { Name = "Mark of Memory" }))
            .ToHaveTextAsync(new Regex(@"^rollout to revision 1, nginx:1\.7\.9, \d\d:\d\d:\d\d$"));

        await RealCluster.KubectlAsync("-n", shop.Name, "set", "image", "deployment/nginx-deployment", "nginx=nginx:1.9.1");

        var newest = memory.GetByText(new Regex(@"rollout to revision 2, nginx:1\.9\.1, \d\d:\d\d:\d\d and 1 earlier"));
        await Assertions.Expect(newest).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await newest.ClickAsync();
        await Assertions
            .Expect(memory.GetByRole(AriaRole.List, new() { Name = "Marks of Memory" }).GetByRole(AriaRole.Listitem))
            .ToHaveCountAsync(2);
        await PointAtAMarkAsync(window.Page, memory);
        await window.ShootAsync("chart-marks");
        await window.CheckAccessibilityAsync();
        Assert.Empty(window.Errors);
    }

    // Moves the pointer across the chart until it hits the line.
    private static async Task PointAtAMarkAsync(IPage page, ILocator figure)
    {
        var canvas = figure.Locator(".u-over");
        await canvas.ScrollIntoViewIfNeededAsync();
        var box = (await canvas.BoundingBoxAsync())!;
        for (var x = box.X + box.Width - 1; x > box.X; x -= 4)
        {
            await page.Mouse.MoveAsync(x, box.Y + (box.Height / 2));
            if (
                (await figure.Locator(".chart-tip-marks").InnerTextAsync()).Contains(
                    "rollout to revision 2, nginx:1.9.1",
                    StringComparison.Ordinal
                )
            )
                return;
        }

        Assert.Fail("No point of the chart tells of the rollout.");
    }
}
