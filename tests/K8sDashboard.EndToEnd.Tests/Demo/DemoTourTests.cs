using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Demo;

/// <summary>Whoever has no cluster: every page of the simulated one, charts included, in the dark and the light, on a desk and a phone.</summary>
public sealed class DemoTourTests(Chromium chromium)
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", "/"), ("nodes", "/nodes"), ("node", "/nodes/worker-1"), ("deployments", "/workloads/deployments"),
        ("deployment", "/workloads/deployments/shop/frontend"), ("pods", "/pods"), ("services", "/services"), ("service", "/services/shop/frontend"),
        ("broken-service", "/services/marketing/newsletter"), ("events", "/events"), ("status", "/status"),
    ];

    [Fact]
    public async Task Every_page_of_the_demo_works_and_Ctrl_C_leaves_nothing_behind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the demo's start script and process groups are Linux's");
        await using var demo = await RunningDemo.StartAsync("--launch-key", "0000-the-key-of-the-end-to-end-tests-0000");
        foreach (var look in Look.All)
        {
            await using var window = await chromium.OpenAsync(look);
            await window.Page.GotoAsync(demo.Login.ToString());
            foreach (var (name, path) in Pages) await VisitAsync(window, demo, name, path);
            Assert.Empty(window.Errors);
        }

        var folder = demo.Folder;
        Assert.True(Directory.Exists(folder), $"the demo names its folder: {folder}");
        await demo.EndAsync();
        Assert.False(Directory.Exists(folder), $"{folder} is left behind:\n{demo.Console}");
    }

    private static async Task VisitAsync(Window window, RunningDemo demo, string name, string path)
    {
        var page = window.Page;
        await page.GotoAsync(new Uri(demo.Address, path).ToString());
        await Assertions.Expect(page.Status("Freshness")).ToHaveTextAsync("live");
        await Assertions.Expect(page.GetByText("This cluster is a simulation")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status, new() { NameRegex = new("^Loading ") })).ToHaveCountAsync(0);
        // Two hours of history: a chart is full from the start.
        if (demo.HasPrometheus && name is "node" or "deployment")
            await Assertions.Expect(page.GetByRole(AriaRole.Figure, new() { Name = "CPU", Exact = true }).Locator("canvas")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        // The real cluster's tour looks at all four; here it is the other contents that count.
        if (window.Look == Look.DeskDark || window.Look == Look.Phone) await window.CheckAccessibilityAsync();
        await window.ShootAsync($"demo-{name}");
        if (name == "overview") await window.ShootWindowAsync($"readme-demo-{window.Look}");
    }
}
