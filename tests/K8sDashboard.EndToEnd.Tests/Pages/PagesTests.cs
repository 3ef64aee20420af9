using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>Every page on the real cluster: charts with a real Prometheus, and accessibility in the dark and the light theme.</summary>
public sealed class PagesTests(Chromium chromium)
{
    private const string LaunchKey = "0000-the-key-of-the-end-to-end-tests-0000";

    [Fact]
    public async Task Pages_DarkLightDesktopAndPhone_AreAccessibleWithoutHorizontalScroll()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig, "--launch-key", LaunchKey);
        var paths = await PathsAsync();
        foreach (var look in Look.All)
        {
            await using var window = await chromium.OpenAsync(look);
            await window.Page.GotoAsync(dashboard.Login.ToString());
            foreach (var (name, path) in paths)
            {
                await window.Page.GotoAsync(new Uri(dashboard.Address, path).ToString());
                await Assertions.Expect(window.Page.Status("Freshness")).ToHaveTextAsync("live");
                await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
                await Assertions.Expect(window.Page.GetByRole(AriaRole.Status, new() { NameRegex = new("^Loading ") })).ToHaveCountAsync(0);
                await window.CheckAccessibilityAsync();
                var sideways = await window.Page.EvaluateAsync<int>(
                    "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
                );
                Assert.True(sideways <= 0, $"{path} is {sideways} px wider than its window ({look})");
                await window.ShootAsync($"page-{name}");
            }

            Assert.Empty(window.Errors);
        }
    }

    [Theory]
    [InlineData("node", "CPU", "Memory", "Load", "Network")]
    [InlineData("pod", "CPU", "Memory")]
    [InlineData("deployment", "CPU", "Memory")]
    public async Task Charts_RealPrometheus_DrawCanvasAndListValues(string page, params string[] charts)
    {
        RealCluster.SkipUnlessThere();
        RealCluster.SkipUnlessOurs();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig);
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await window.Page.GotoAsync(new Uri(dashboard.Address, (await PathsAsync())[page] + "?range=5m").ToString());
        foreach (var chart in charts)
        {
            var figure = window.Page.GetByRole(AriaRole.Figure, new() { Name = chart, Exact = true });
            await Assertions.Expect(figure.Locator("canvas")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            var values = figure.GetByRole(AriaRole.Table, new() { NameRegex = new($"^{chart}") });
            await Assertions.Expect(values.GetByRole(AriaRole.Row)).Not.ToHaveCountAsync(1);
            await Assertions.Expect(values).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\d"));
        }
    }

    private static async Task<Dictionary<string, string>> PathsAsync()
    {
        var pod = (await RealCluster.KubectlAsync("get", "pods", "-n", "monitoring", "-o", "jsonpath={.items[0].metadata.name}")).Trim();
        var node = (await RealCluster.KubectlAsync("get", "nodes", "-o", "jsonpath={.items[-1].metadata.name}")).Trim();
        return new()
        {
            ["overview"] = "/",
            ["nodes"] = "/nodes",
            ["node"] = $"/nodes/{node}",
            ["deployments"] = "/workloads/deployments",
            ["deployment"] = "/workloads/deployments/monitoring/prometheus",
            ["pods"] = "/pods",
            ["pod"] = $"/pods/monitoring/{pod}",
            ["services"] = "/services",
            ["service"] = "/services/monitoring/prometheus",
            ["events"] = "/events",
            ["status"] = "/status",
        };
    }
}
