using System.Net;
using K8sDashboard.Cluster.Tests.BadInputs;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>Injection tests (XSS, terminal escape sequences) by a cluster, a Prometheus and URLs, in a real browser.</summary>
public sealed class HostilePagesTests(Chromium chromium)
{
    [Fact]
    public void XssPayloads_DistinctPayloads_AreAtLeast120() => Assert.InRange(XssPayloads.All.Distinct().Count(), 120, 199);

    [Theory]
    [Trait("BadInput", "B08-xss")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HostilePages_XssPayloadsWithAndWithoutCsp_AreShownAsPlainText(bool policy)
    {
        await using var walk = await HostileWalk.StartAsync(chromium, policy);
        var scripts = XssPayloads.All;

        // Equal causes are merged into one line with the message of the first.
        await walk.OpenAsync("/", scripts.Take(1));
        await walk.OpenAsync("/events", scripts);
        await walk.OpenAsync("/pods", scripts);
        await walk.OpenAsync("/nodes", scripts);
        await walk.OpenAsync("/services", scripts);
        await walk.OpenAsync("/workloads/deployments", []);
        await walk.OpenAsync("/nodes/node-1", scripts);
        await walk.OpenAsync("/pods/shop/web", scripts);
        await walk.OpenAsync("/pods/shop/p-000", scripts);
        await walk.OpenAsync("/pods/shop/p-001", scripts);
        await walk.OpenAsync("/services/shop/web", scripts);
        await OpenChartsAsync(walk);
        await OpenDialogsAsync(walk);
        foreach (var some in scripts.Chunk(20))
            await AskAsync(walk, some);

        // WebSockets fail where responses are intercepted; the pages fall back to long polling.
        if (policy)
            Assert.DoesNotContain(walk.Window.Errors, error => !error.Contains("404", StringComparison.Ordinal));
        AssertSilent(walk.Dashboard.Console);
    }

    [Fact]
    [Trait("BadInput", "B15-canary-token")]
    public async Task HostilePages_BadRequestsAndTraceLogging_LeakNoSecret()
    {
        await using var walk = await HostileWalk.StartAsync(chromium, policy: true);
        await walk.OpenAsync("/pods/shop/web", []);
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = walk.Dashboard.Address };
        foreach (
            var path in (string[])
                [
                    "/metrics",
                    "/healthz",
                    "/readyz",
                    "/no/such/page",
                    "/login",
                    $"/login?k={HostileWalk.LaunchKey}x",
                    "/_blazor/negotiate",
                    "/_framework/nothing.js",
                ]
        )
        {
            using var answer = await browser.GetAsync(path);
            AssertSilent($"{answer} {await answer.Content.ReadAsStringAsync()}".Replace(path, "", StringComparison.Ordinal));
        }

        using var odd = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };
        using var refused = await browser.SendAsync(odd);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("dbug:", walk.Dashboard.Console, StringComparison.Ordinal);
        AssertSilent(walk.Dashboard.Console);
    }

    // Each chart is drawn with other series than the last; legend and tooltip contain all names in full.
    private static async Task OpenChartsAsync(HostileWalk walk)
    {
        var seen = await walk.OpenAsync("/nodes/node-1?range=5m", XssPayloads.All);
        await Assertions.Expect(walk.Page.Locator(".chart canvas").First).ToBeVisibleAsync();
        await walk.Page.Locator(".chart .u-over").First.HoverAsync();
        await walk.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Query of ") }).First.ClickAsync();
        await walk.LookAsync("the charts of a node", XssPayloads.All);
        Assert.NotEmpty(seen.Text);
    }

    private static async Task OpenDialogsAsync(HostileWalk walk)
    {
        const string Deployment = "/workloads/deployments/shop/web";
        await walk.OpenAsync(Deployment, XssPayloads.All);
        var scale = await walk.Page.OpenDialogAsync("Scale", "Scale web");
        await scale.GetByLabel("Replicas").FillAsync("5");
        await Assertions.Expect(scale.GetByRole(AriaRole.Note, new() { Name = "Dry run" })).ToBeVisibleAsync();
        await walk.LookAsync("the dialog of a scaling", XssPayloads.All);
        await scale.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        var back = await walk.Page.OpenDialogAsync("Roll back", "Roll back web");
        await Assertions.Expect(back.GetByLabel("Revision")).ToBeVisibleAsync();
        await walk.LookAsync("the dialog of a rollback", XssPayloads.All);
    }

    // Twenty at a time: Kestrel limits the request line to 8 KiB.
    private static async Task AskAsync(HostileWalk walk, string[] some)
    {
        var words = string.Join(" ¦ ", some);
        var last = Uri.EscapeDataString(some[^1]);
        await walk.OpenAsync($"/pods?q={Uri.EscapeDataString(words)}&sort={last}&ns={last}&range={last}&from={last}&{last}={last}", []);
        await walk.LookAsync("the filter", [words]);
        await walk.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search" }).FillAsync(words);
        await walk.LookAsync("the search", [words]);
        await walk.OpenAsync($"/pods/shop/{Uri.EscapeDataString(words.Replace('/', '∕'))}", [words.Replace('/', '∕')]);
    }

    private static void AssertSilent(string text)
    {
        // The one line that prints the launch key.
        var log = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("Open http://localhost:", StringComparison.Ordinal)));
        foreach (var secret in (string[])[HostileWalk.Token, HostileWalk.LaunchKey, HostileWalk.LastApplied])
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        Assert.True(TerminalPayloads.IsHarmless(log), "the log holds control characters");
    }
}
