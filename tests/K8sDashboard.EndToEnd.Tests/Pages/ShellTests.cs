using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>The shell's scripts, on the simulated cluster: scroll restoration, focus, dialogs, shortcuts, the phone's top bar.</summary>
public sealed class ShellTests(Chromium chromium, SimulatedCluster cluster) : IClassFixture<SimulatedCluster>
{
    private const string Frontend = "/workloads/deployments/shop/frontend";

    /// <summary>Not autoscaled: the typed number differs from the current replicas.</summary>
    private const string Cart = "/workloads/deployments/shop/cart";

    private const int LowestTarget = 40;
    private const int HighestBar = 96;

    [Fact]
    public async Task Navigation_ForwardBackAndReload_FocusesHeadingAndRestoresScrollPosition()
    {
        // A low window and a list whose rows stay: where rows come or go, scroll anchoring moves the position that is restored.
        await using var window = await OpenAsync(new Look(Dark: false, 1440, 400), "/services");
        var page = window.Page;
        await ScrollAsync(page, 350);
        await page.GetByRole(AriaRole.Row, new() { NameRegex = new("^(?!.*Name)") }).Nth(12).GetByRole(AriaRole.Link).First.FocusAsync();
        await ScrollAsync(page, 300);
        await page.Keyboard.PressAsync("Enter");
        await ExpectArrivedAsync(page, "/services/.+/.+");
        await ScrollAsync(page, 200);

        await page.GoBackAsync();
        await ExpectArrivedAsync(page, "/services$", scrolled: 300);
        await page.GoForwardAsync();
        await ExpectArrivedAsync(page, "/services/.+/.+", scrolled: 200);
        await page.GoBackAsync();
        await ExpectArrivedAsync(page, "/services$", scrolled: 300);
        await page.ReloadAsync();
        await ExpectArrivedAsync(page, "/services$", scrolled: 300);
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Navigation_ToAnotherObjectOfTheSameKind_FocusesItsHeading()
    {
        await using var window = await OpenAsync(Look.Desk, "/pods/shop/postgres-0");
        var page = window.Page;
        var search = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true });
        foreach (var name in (string[])["kube-scheduler-control-1", "postgres-0"])
        {
            await search.FillAsync($"pod {name}");
            await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync(name);
            await page.Keyboard.PressAsync("Enter");
            await ExpectArrivedAsync(page, $"/pods/.+/{name}$");
            await Assertions.Expect(Heading(page)).ToHaveTextAsync(name);
        }

        // :focus-visible: the outline is shown after keyboard navigation, not after a click.
        Assert.Equal("solid", await Heading(page).EvaluateAsync<string>("heading => getComputedStyle(heading).outlineStyle"));
        await page.GotoAsync(new Uri(cluster.Address, "/no/such/page").ToString());
        await Assertions.Expect(Heading(page)).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Nodes" }).ClickAsync();
        await ExpectArrivedAsync(page, "/nodes$");
        Assert.Equal("none", await Heading(page).EvaluateAsync<string>("heading => getComputedStyle(heading).outlineStyle"));
    }

    [Fact]
    public async Task ScaleDialog_DigitTypedAndEnterPressed_SetsReplicasAndSubmits()
    {
        await using var window = await OpenAsync(Look.Desk, Cart);
        var page = window.Page;
        var dialog = await page.OpenDialogAsync("Scale", "Scale cart");
        var replicas = dialog.GetByRole(AriaRole.Spinbutton, new() { Name = "Replicas" });
        await Assertions.Expect(replicas).ToBeFocusedAsync();
        Assert.Equal("solid", await replicas.EvaluateAsync<string>("field => getComputedStyle(field).outlineStyle"));
        await page.Keyboard.TypeAsync("7");
        await Assertions.Expect(replicas).ToHaveValueAsync("7");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Group, new() { Name = "Changes" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
        await window.CheckAccessibilityAsync();
        await replicas.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Status("Result")).ToContainTextAsync(new Regex("→ 7 replicas"));
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Scale", Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Dialogs_RestartAndCustomTimeRangeOpened_MoveFocusIntoDialog()
    {
        await using var window = await OpenAsync(Look.Desk, Frontend);
        var page = window.Page;
        var restart = await page.OpenDialogAsync("Restart", "Restart frontend");
        Assert.True(
            await restart.EvaluateAsync<bool>(
                "dialog => dialog.contains(document.activeElement) && getComputedStyle(document.activeElement).outlineStyle === 'solid'"
            )
        );
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(restart).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Time range" }).SelectOptionAsync("Custom…");
        await Assertions
            .Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Custom time range" }).GetByLabel("From"))
            .ToBeFocusedAsync();
    }

    [Fact]
    public async Task KeysDialog_QuestionMarkOutsideTextField_OpensAndEscapeCloses()
    {
        await using var window = await OpenAsync(Look.Desk, "/pods");
        var page = window.Page;
        var keys = page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter pods" }).PressSequentiallyAsync("?");
        await Assertions.Expect(keys).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter pods" }).FillAsync("");
        await Heading(page).FocusAsync();
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(keys).ToBeVisibleAsync();
        await Assertions.Expect(keys).ToContainTextAsync("Ctrl+K");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true })).Not.ToBeFocusedAsync();
        await window.CheckAccessibilityAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(keys).ToBeHiddenAsync();
    }

    [Fact]
    public async Task PhoneTopBar_ScrolledDownThenUp_HidesThenReturns()
    {
        await using var window = await OpenAsync(Look.Phone, "/pods");
        var page = window.Page;
        var bar = page.Locator(".top-bar");
        Assert.InRange((await bar.BoundingBoxAsync())!.Height, 1, HighestBar);
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"),
            "the page scrolls sideways"
        );
        await page.Mouse.MoveAsync(200, 500);
        await WheelAsync(page, 150, times: 4);
        await Assertions.Expect(bar).Not.ToBeInViewportAsync();
        await WheelAsync(page, -50, times: 4);
        await Assertions.Expect(bar).ToBeInViewportAsync();

        // Rows added or removed above scroll the page (scroll anchoring).
        await page.EvaluateAsync(
            """
            () => {
              const main = document.getElementById("main");
              main.append(Object.assign(document.createElement("div"), { style: "height: 300px" }));
              main.scrollTop += 300;
            }
            """
        );
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await Assertions.Expect(bar).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/pods")]
    [InlineData(Frontend)]
    [InlineData("/pods/shop/postgres-0")]
    [InlineData("/services/shop/frontend")]
    [InlineData("/events")]
    [InlineData("/status")]
    public async Task Phone_WhatCanBePressed_IsHighEnough(string path)
    {
        await using var window = await OpenAsync(Look.Phone, path);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status, new() { NameRegex = new("^Loading ") })).ToHaveCountAsync(0);

        // Exempt from the minimum target size: links in rows, since the whole row is clickable, and inline links (WCAG 2.5.8).
        var low = await window.Page.EvaluateAsync<string[]>(
            """
            lowest => [...document.querySelectorAll("a, button, input, select, summary, [role=option]")]
              .filter(target => target.checkVisibility({ visibilityProperty: true }) && target.getClientRects().length > 0)
              .filter(target => !target.closest("p, .live-table, .main-nav, .hidden-words, .skip"))
              .filter(target => Math.round(target.getBoundingClientRect().height) < lowest)
              .map(target => `${target.outerHTML.slice(0, 120)} is ${target.getBoundingClientRect().height} px high`)
            """,
            LowestTarget
        );
        Assert.Empty(low);
    }

    private static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>Scrolls in steps as by a mouse wheel, each applied before the next.</summary>
    private static async Task WheelAsync(IPage page, int step, int times)
    {
        for (var turn = 0; turn < times; turn++)
        {
            var before = await page.EvaluateAsync<double>("() => document.getElementById('main').scrollTop");
            await page.Mouse.WheelAsync(0, step);
            await page.WaitForFunctionAsync("before => document.getElementById('main').scrollTop !== before", before);
        }
    }

    private static async Task ScrollAsync(IPage page, int top) =>
        await page.EvaluateAsync(
            """
            top => new Promise(saved => {
              const main = document.getElementById("main");
              main.scrollTop = top;
              // Waits until the position is saved in the history entry.
              const wait = () => history.state?.scrollTop === Math.round(main.scrollTop) ? saved() : setTimeout(wait, 20);
              wait();
            })
            """,
            top
        );

    private static async Task ExpectArrivedAsync(IPage page, string path, int scrolled = 0)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(path));
        await Assertions.Expect(Heading(page)).ToBeFocusedAsync();
        await page.WaitForFunctionAsync("top => Math.abs(document.getElementById('main').scrollTop - top) < 2", scrolled);
    }

    private async Task<Window> OpenAsync(Look look, string path)
    {
        var window = await chromium.OpenAsync(look);
        await window.Page.GotoAsync(cluster.Login.ToString());
        await window.Page.GotoAsync(new Uri(cluster.Address, path).ToString());
        await Assertions.Expect(window.Page.Status("Freshness")).ToHaveTextAsync("live");
        await Assertions.Expect(Heading(window.Page)).ToBeFocusedAsync();
        return window;
    }
}
