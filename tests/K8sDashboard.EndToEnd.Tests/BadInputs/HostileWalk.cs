using K8sDashboard.Cluster.Tests.BadInputs;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>A dashboard of a hostile cluster with secrets, and a browser that opens its pages and asserts the invariants of each.</summary>
internal sealed class HostileWalk : IAsyncDisposable
{
    public const string Token = "canary-token-9c41d7";
    public const string LaunchKey = "canary-launch-key-0123456789abcdef";
    public const string LastApplied = "canary-last-applied-77e0";

    private readonly List<string> strayed = [];

    private HostileWalk(HostileApi api, Dashboard dashboard, Window window) => (Api, Dashboard, Window) = (api, dashboard, window);

    /// <summary>The hostile texts; the last contains every terminal escape sequence.</summary>
    public static IReadOnlyList<string> Texts { get; } = [.. XssPayloads.All, string.Join(" ¦ ", TerminalPayloads.All)];

    public HostileApi Api { get; }

    public Dashboard Dashboard { get; }

    public Window Window { get; }

    public IPage Page => Window.Page;

    public static async Task<HostileWalk> StartAsync(Chromium chromium, bool policy)
    {
        var api = await HostileApi.StartAsync(Texts, LastApplied);
        var kubeconfig = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            kubeconfig,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: "<img src=x onerror=alert(1)>"
            contexts: [{ name: "<img src=x onerror=alert(1)>", context: { cluster: test, user: test } }]
            clusters: [{ name: test, cluster: { server: "{{api.Address}}" } }]
            users: [{ name: test, user: { token: "{{Token}}" } }]
            """
        );
        // All log categories at Trace.
        var dashboard = await Dashboard.StartAsync(
            new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Trace" },
            "--kubeconfig",
            kubeconfig,
            "--prometheus",
            $"{api.Address}/prometheus",
            "--launch-key",
            LaunchKey
        );
        var walk = new HostileWalk(api, dashboard, await chromium.OpenAsync(Look.Desk));
        await walk.Page.AddInitScriptAsync(SeenPage.Listen);
        walk.Page.Dialog += (_, dialog) => walk.Stray($"a dialog: {dialog.Message}", dialog.DismissAsync());
        walk.Page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme != "data" && address.Authority != dashboard.Address.Authority)
                walk.Stray($"a request to {request.Url}", Task.CompletedTask);
        };
        await walk.Page.GotoAsync(dashboard.Login.ToString());
        if (!policy)
            await walk.Page.RouteAsync("**/*", WithoutPolicyAsync);
        return walk;
    }

    /// <summary>Opens a page and asserts that it shows these texts verbatim, and that none became markup or script.</summary>
    public async Task<SeenPage> OpenAsync(string path, IEnumerable<string> shown)
    {
        await Page.GotoAsync(new Uri(Dashboard.Address, path).ToString());
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Status, new() { NameRegex = new("^(Loading|Reading) ") })).ToHaveCountAsync(0);
        return await LookAsync(path, shown);
    }

    /// <summary>Asserts the same of the current page.</summary>
    public async Task<SeenPage> LookAsync(string what, IEnumerable<string> shown)
    {
        SeenPage seen = null!;
        await Eventually.PassesAsync(
            TimeSpan.FromSeconds(10),
            async () =>
            {
                seen = await SeenPage.OfAsync(Page);
                var missing = shown.Where(text => !seen.Text.Contains(text, StringComparison.Ordinal)).ToList();
                Assert.True(
                    missing.Count == 0,
                    $"{what} does not show {missing.Count} texts as they are, the first: {missing.FirstOrDefault()}"
                );
            }
        );
        Assert.False(seen.Ran, $"{what} ran a script");
        Assert.True(seen.Foreign.Length == 0, $"{what} holds {string.Join('\n', seen.Foreign)}");
        Assert.True(seen.Violations.Length == 0, $"{what} breaks its content policy: {string.Join('\n', seen.Violations)}");
        Assert.Empty(strayed);
        Assert.All(
            seen.Text.Split('\n'),
            line => Assert.True(TerminalPayloads.IsHarmless(line), $"{what} holds control characters: {Uri.EscapeDataString(line)}")
        );
        foreach (var secret in (string[])[Token, LaunchKey, LastApplied])
            Assert.DoesNotContain(secret, seen.Text, StringComparison.Ordinal);
        return seen;
    }

    public async ValueTask DisposeAsync()
    {
        await Window.DisposeAsync();
        await Dashboard.DisposeAsync();
        await Api.DisposeAsync();
    }

    private void Stray(string what, Task end)
    {
        strayed.Add(what);
        _ = end;
    }

    // Removes the content security policy, so that only the pages' own escaping remains.
    private static async Task WithoutPolicyAsync(IRoute route)
    {
        if (route.Request.ResourceType != "document")
        {
            await route.ContinueAsync();
            return;
        }

        var answer = await route.FetchAsync();
        await route.FulfillAsync(
            new()
            {
                Response = answer,
                Headers = answer
                    .Headers.Where(header => !header.Key.Equals("content-security-policy", StringComparison.OrdinalIgnoreCase))
                    .ToDictionary(),
            }
        );
    }
}
