using K8sDashboard.Faults;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>A dashboard, a browser window on the tutorial's Deployment, and a proxy between them.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private const string NotReloaded = "notReloaded";

    private readonly Namespace shop;
    private readonly Dashboard dashboard;
    private readonly Uri address;

    private Wire(Namespace shop, Dashboard dashboard, Line line, Window window)
    {
        (this.shop, this.dashboard, Line, Window) = (shop, dashboard, line, window);
        address = new Uri($"http://127.0.0.1:{line.Port}");
    }

    public Line Line { get; }

    public Uri Address => address;

    public Window Window { get; }

    public IPage Page => Window.Page;

    /// <summary>The modal dialog while the server does not answer.</summary>
    public ILocator Lost => Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection to the dashboard lost" });

    public ILocator Scale => Page.GetByRole(AriaRole.Button, new() { Name = "Scale", Exact = true });

    /// <param name="chromium">The browser.</param>
    /// <param name="kept">The retention of a disconnected circuit; null: the default.</param>
    /// <param name="latency">The one-way latency.</param>
    public static async Task<Wire> OpenAsync(Chromium chromium, TimeSpan? kept = null, TimeSpan latency = default)
    {
        RealCluster.SkipUnlessThere();
        var shop = await Namespace.WithNginxAsync("wire");
        var settings = new Dictionary<string, string>();
        if (kept is { } time)
            settings["K8SDASHBOARD_KEEP_LOST_PAGES"] = time.ToString();
        var dashboard = await Dashboard.StartAsync(settings, "--kubeconfig", RealCluster.Kubeconfig);
        var wire = new Wire(shop, dashboard, new Line(dashboard.Address.Port) { Latency = latency }, await chromium.OpenAsync(Look.Desk));
        await wire.Page.GotoAsync(new Uri(wire.address, dashboard.Login.PathAndQuery).ToString());
        await wire.Page.GotoAsync(new Uri(wire.address, $"/workloads/deployments/{shop.Name}/nginx-deployment").ToString());
        await Assertions.Expect(wire.Scale).ToBeEnabledAsync();
        await wire.Page.EvaluateAsync($"() => {{ window.{NotReloaded} = true; }}");
        return wire;
    }

    /// <summary>The page shows that it is disconnected, and nothing behind the modal dialog can be clicked by any means.</summary>
    public async Task ExpectInertAsync()
    {
        await Assertions.Expect(Lost).ToBeVisibleAsync();
        for (var press = 0; press < 3; press++)
            await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Lost).ToBeVisibleAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => Scale.ClickAsync(new() { Timeout = 1_000 }));
        await Page.Keyboard.PressAsync("Tab");
        Assert.False(
            await Scale.EvaluateAsync<bool>("button => document.activeElement === button"),
            "a button behind the dialog was reached by the keyboard"
        );
    }

    /// <summary>The page shows the changes made meanwhile, and its buttons work.</summary>
    public async Task ExpectLiveAsync(float within)
    {
        await RealCluster.KubectlAsync("-n", shop.Name, "scale", "deployment/nginx-deployment", "--replicas=2");
        await Assertions.Expect(Lost).ToBeHiddenAsync(new() { Timeout = within });
        await Assertions.Expect(Page.Status("Freshness")).ToHaveTextAsync("live", new() { Timeout = within });
        await Assertions.Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("2/2", new() { Timeout = 60_000 });
        var dialog = await Page.OpenDialogAsync("Scale", "Scale nginx-deployment");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Spinbutton, new() { Name = "Replicas" })).ToHaveValueAsync("2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
    }

    /// <summary>Whether the page is still the same document, with its input and open dialogs; false after a reload.</summary>
    public Task<bool> IsSamePageAsync() => Page.EvaluateAsync<bool>($"() => window.{NotReloaded} === true");

    public async ValueTask DisposeAsync()
    {
        await Window.DisposeAsync();
        await Line.DisposeAsync();
        await dashboard.DisposeAsync();
        await shop.DisposeAsync();
    }
}
