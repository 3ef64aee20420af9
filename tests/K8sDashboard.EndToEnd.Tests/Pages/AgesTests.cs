using K8sDashboard.Cluster.State;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>Ages are counted in the browser: in kubectl's format, on the server's clock.</summary>
public sealed class AgesTests(Chromium chromium) : IAsyncLifetime
{
    private Dashboard dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        RealCluster.SkipUnlessThere();
        dashboard = await Dashboard.StartAsync(
            "--kubeconfig",
            RealCluster.Kubeconfig,
            "--launch-key",
            "0000-the-key-of-the-end-to-end-tests-0000"
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (dashboard is not null)
            await dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Ages_ComputedInBrowser_MatchServerKubectlAge()
    {
        await using var window = await OpenAsync("/nodes");
        // Around each threshold of duration.HumanDuration, and on both sides of now.
        int[] limits = [0, 2 * 60, 10 * 60, 3 * 3600, 8 * 3600, 48 * 3600, 8 * 86_400, 2 * 365 * 86_400, 8 * 365 * 86_400];
        double[] ages =
        [
            .. limits.SelectMany(limit =>
                new[] { -61, -2.5, -1.5, -1, -0.5, 0, 0.5, 1, 59, 60, 61, 3599, 3600, 86_400 }.Select(step => limit + step)
            ),
        ];
        var counted = await window.Page.EvaluateAsync<string[]>(
            "async ages => { const { kubectlAge } = await import('/ages.js'); return ages.map(age => kubectlAge(age * 1000)); }",
            ages
        );
        Assert.Equal(ages.Select(age => KubectlAge.Of(TimeSpan.FromSeconds(age))), counted);
    }

    [Fact]
    [Trait("Fault", "F09-clock-step")]
    public async Task Ages_BrowserClockFiveHoursOff_AreUnchanged()
    {
        await using var right = await OpenAsync("/nodes");
        await using var wrong = await OpenAsync("/nodes", TimeSpan.FromHours(-5));
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () =>
            {
                var age = await AgeAsync(right.Page);
                Assert.Matches(@"^\d+[smhd]", age);
                Assert.Equal(age, await AgeAsync(wrong.Page));
            }
        );
    }

    [Fact]
    public async Task Ages_TimePasses_AreUpdatedAndTooltipShowsTimestamp()
    {
        await using var window = await OpenAsync("/status");
        var started = window.Page.Locator("dd time.age").First;
        await Assertions.Expect(started).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d+s$|^\d+m"));
        var first = await started.TextContentAsync();
        await Assertions.Expect(started).Not.ToHaveTextAsync(first!);
        Assert.Matches(@"^\d\d:\d\d:\d\d$|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", await started.GetAttributeAsync("data-tip"));
    }

    private async Task<Window> OpenAsync(string path, TimeSpan clockIsOff = default)
    {
        var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.AddInitScriptAsync($"const right = Date.now; Date.now = () => right() + {clockIsOff.TotalMilliseconds:0};");
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await window.Page.GotoAsync(new Uri(dashboard.Address, path).ToString());
        return window;
    }

    private static async Task<string> AgeAsync(IPage page) => await page.Locator("main time.age").First.TextContentAsync() ?? "";
}
