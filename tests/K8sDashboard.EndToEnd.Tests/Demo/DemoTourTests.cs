using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Demo;

/// <summary>Every page of the simulated cluster, charts included, in the dark and the light theme, on a desktop and a phone.</summary>
public sealed class DemoTourTests(Chromium chromium)
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", "/"),
        ("nodes", "/nodes"),
        ("node", "/nodes/worker-1"),
        ("deployments", "/workloads/deployments"),
        ("deployment", "/workloads/deployments/shop/frontend"),
        ("pods", "/pods"),
        ("pod", "/pods/shop/postgres-0"),
        ("services", "/services"),
        ("service", "/services/shop/frontend"),
        ("broken-service", "/services/marketing/newsletter"),
        ("events", "/events"),
        ("status", "/status"),
    ];

    [Fact]
    public async Task DemoTour_AllPagesInAllLooks_LoadWithoutErrorsAndCtrlCRemovesFolder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the demo's start script and process groups are Linux's");
        await using var demo = await RunningDemo.StartAsync("--launch-key", "0000-the-key-of-the-end-to-end-tests-0000");
        foreach (var look in Look.All)
        {
            await using var window = await chromium.OpenAsync(look);
            await window.Page.GotoAsync(demo.Login.ToString());
            foreach (var (name, path) in Pages)
                await VisitAsync(window, demo, name, path);
            await ReadWhatHappensAsync(window, demo);
            Assert.Empty(window.Errors);
        }

        var folder = demo.Folder;
        Assert.True(Directory.Exists(folder), $"the demo names its folder: {folder}");
        await demo.EndAsync();
        Assert.False(Directory.Exists(folder), $"{folder} is left behind:\n{demo.Console}");
    }

    /// <summary>The note on every page links to the list of simulated events, which links back.</summary>
    private static async Task ReadWhatHappensAsync(Window window, RunningDemo demo)
    {
        var page = window.Page;
        await page.GotoAsync(await page.GetByRole(AriaRole.Link, new() { Name = "What is happening" }).GetAttributeAsync("href") ?? "");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What is happening" })).ToBeVisibleAsync();
        await window.ShootAsync("demo-happening");
        await page.GetByRole(AriaRole.Link, new() { Name = "A Service that nothing is behind" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "newsletter", Level = 1 })).ToBeVisibleAsync();
        Assert.StartsWith(demo.Address.ToString(), page.Url, StringComparison.Ordinal);
    }

    private static async Task VisitAsync(Window window, RunningDemo demo, string name, string path)
    {
        var page = window.Page;
        await page.GotoAsync(new Uri(demo.Address, path).ToString());
        await Assertions.Expect(page.Status("Freshness")).ToHaveTextAsync("live");
        await Assertions.Expect(page.GetByText("This cluster is a simulation")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status, new() { NameRegex = new("^Loading ") })).ToHaveCountAsync(0);
        // Backfilled with two hours of history: charts are full from the start.
        if (demo.HasPrometheus && name is "node" or "deployment" or "pod")
            await Assertions
                .Expect(page.GetByRole(AriaRole.Figure, new() { Name = "CPU", Exact = true }).Locator("canvas"))
                .ToBeVisibleAsync(new() { Timeout = 30_000 });
        // Two of the four variants: the tests on the real cluster cover all of them.
        if (window.Look == Look.DeskDark || window.Look == Look.Phone)
            await window.CheckAccessibilityAsync();
        await window.ShootAsync($"demo-{name}");
        if (name == "overview")
            await window.ShootWindowAsync($"readme-demo-{window.Look}");
    }
}
