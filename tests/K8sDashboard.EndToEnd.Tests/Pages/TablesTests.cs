using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>Operations on a list: columns, export, row menus, and rows that keep their position while clicked.</summary>
public sealed class TablesTests(Chromium chromium) : IAsyncLifetime
{
    private readonly string space = $"tables-{Guid.NewGuid():N}"[..15];
    private Dashboard dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        RealCluster.SkipUnlessThere();
        await RealCluster.KubectlAsync("create", "namespace", space);
        foreach (var name in new[] { "cart", "search", "web" })
            await KubectlAsync("create", "deployment", name, "--image=nginx:1.7.9", "--replicas=0");
        dashboard = await Dashboard.StartAsync(
            "--kubeconfig",
            RealCluster.Kubeconfig,
            "--launch-key",
            "0000-the-key-of-the-end-to-end-tests-0000"
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (dashboard is null)
            return;
        await dashboard.DisposeAsync();
        await RealCluster.KubectlAsync("delete", "namespace", space, "--wait=false");
    }

    [Fact]
    public async Task LiveTable_ColumnsChosen_AreInUrlRememberedAndExported()
    {
        await using var window = await OpenAsync(Look.Desk);
        var page = window.Page;
        await Assertions.Expect(Header(page, "UP-TO-DATE")).ToBeVisibleAsync();
        await Assertions.Expect(Header(page, "CONTAINERS")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Columns", Exact = true }).ClickAsync();
        await Assertions.Expect(Box(page, "NAME")).ToBeDisabledAsync();
        await Box(page, "CONTAINERS").CheckAsync();
        await Box(page, "UP-TO-DATE").UncheckAsync();
        await Assertions.Expect(Header(page, "UP-TO-DATE")).ToHaveCountAsync(0);
        await Assertions.Expect(Header(page, "CONTAINERS")).ToBeVisibleAsync();
        await window.CheckAccessibilityAsync();
        await window.ShootWindowAsync("table-columns");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Columns", Exact = true })).ToBeFocusedAsync();
        Assert.Contains("cols=name,ready,available,age,health,cpu,memory,containers,images,namespace", page.Url);

        // Without columns in the URL the persisted ones are used, from the first render.
        await page.GotoAsync(List);
        await Assertions.Expect(Header(page, "CONTAINERS")).ToBeVisibleAsync();
        await Assertions.Expect(Header(page, "UP-TO-DATE")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter deployments" }).FillAsync("r");
        await Assertions.Expect(page.GetByText("2 of 3 deployments")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "NAME", Exact = true }).ClickAsync();
        await Eventually.PassesAsync(Eventually.Soon, async () => Assert.Equal(["search", "cart"], await NamesAsync(page)));
        var download = await page.RunAndWaitForDownloadAsync(() =>
            page.GetByRole(AriaRole.Button, new() { Name = "Export CSV", Exact = true }).ClickAsync()
        );
        Assert.Matches($@"^deployments-{space}-\d{{8}}-\d{{4}}\.csv$", download.SuggestedFilename);
        var file = await File.ReadAllTextAsync(await download.PathAsync(), Xunit.TestContext.Current.CancellationToken);
        Assert.Matches(
            new Regex(
                @"^NAME,READY,AVAILABLE,AGE,CREATED,HEALTH,CPU,MEMORY,CONTAINERS,IMAGES\r\n"
                    + @"search,0/0,0,\w+,\d{4}-\d\d-\d\dT[\d:]{8}Z,.*,nginx,nginx:1\.7\.9\r\ncart,.*\r\n$"
            ),
            file
        );
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task RowMenu_KeyboardRightClickAndTouch_RunsActions()
    {
        await using var window = await OpenAsync(Look.DeskDark);
        var page = window.Page;
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Actions for web", Exact = true });
        var menu = page.GetByRole(AriaRole.Menu, new() { Name = "Actions for web", Exact = true });

        // A page moves the focus to its heading asynchronously after it was opened.
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () =>
            {
                await Row(page, "web").GetByRole(AriaRole.Link).FocusAsync();
                await page.Keyboard.PressAsync("Tab");
                await Assertions.Expect(button).ToBeFocusedAsync(new() { Timeout = 500 });
            }
        );
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Item(menu, "Open")).ToBeFocusedAsync();
        await window.CheckAccessibilityAsync();
        await window.ShootWindowAsync("table-menu");
        await page.Keyboard.PressAsync("End");
        await Assertions.Expect(Item(menu, "Restart")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("c");
        await Assertions.Expect(Item(menu, "Copy name")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(menu).ToBeHiddenAsync();
        await Assertions.Expect(button).ToBeFocusedAsync();
        await Assertions.Expect(page.Status("Clipboard")).ToHaveTextAsync($"Copied kubectl describe deployment web -n {space}");
        Assert.Equal(
            $"kubectl describe deployment web -n {space}",
            await page.EvaluateAsync<string>("() => navigator.clipboard.readText()")
        );

        await Row(page, "cart")
            .ClickAsync(
                new()
                {
                    Button = MouseButton.Right,
                    Position = new() { X = 500, Y = 16 },
                }
            );
        await Item(page.GetByRole(AriaRole.Menu, new() { Name = "Actions for cart", Exact = true }), "Scale").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Scale cart", Exact = true });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();

        // The row is still a link to its page, where the name can be copied; if the browser denies the clipboard, a message is shown.
        await Row(page, "web")
            .ClickAsync(
                new()
                {
                    Position = new() { X = 500, Y = 16 },
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy name", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Status("Clipboard")).ToHaveTextAsync("Copied web");
        await page.EvaluateAsync("() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false; }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy name", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Text to copy" })).ToHaveValueAsync("web");
        Assert.Empty(window.Errors);

        await using var phone = await OpenAsync(Look.Phone);
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Actions for web", Exact = true }).ClickAsync();
        await Assertions.Expect(Item(phone.Page.GetByRole(AriaRole.Menu), "Roll back")).ToBeInViewportAsync();
        var sheet = await phone.Page.GetByRole(AriaRole.Menu).BoundingBoxAsync();
        Assert.Equal((0, phone.Look.Width, phone.Look.Height), (sheet!.X, sheet.Width, sheet.Y + sheet.Height));
        await phone.CheckAccessibilityAsync();
        await phone.ShootWindowAsync("table-menu-phone");
        Assert.True(
            await phone.Page.EvaluateAsync<bool>(
                "() => document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth"
            )
        );
    }

    [Fact]
    public async Task LiveTable_PointerOverRows_FreezesOrderAndHighlightsChangedCells()
    {
        await using var window = await OpenAsync(Look.Desk);
        var page = window.Page;
        await NoteFadesAsync(page);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await Row(page, "search").HoverAsync();

        await KubectlAsync("delete", "deployment", "cart");
        await KubectlAsync("create", "deployment", "basket", "--image=nginx:1.7.9", "--replicas=0");
        await KubectlAsync("scale", "deployment", "web", "--replicas=1");
        await Assertions.Expect(page.GetByText("order held")).ToBeVisibleAsync();
        await Assertions.Expect(Row(page, "web")).ToContainTextAsync("/1");
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () => Assert.Equal(["cart", "search", "web", "basket"], await NamesAsync(page))
        );
        await Assertions.Expect(Row(page, "cart")).ToHaveClassAsync(new Regex("is-gone"));
        await Eventually.PassesAsync(Eventually.Soon, async () => Assert.Contains("web READY", await FadesAsync(page)));
        Assert.DoesNotContain(await FadesAsync(page), cell => !cell.StartsWith("web ", StringComparison.Ordinal));
        await window.ShootWindowAsync("table-held");

        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).HoverAsync();
        await Eventually.PassesAsync(Eventually.Soon, async () => Assert.Equal(["basket", "search", "web"], await NamesAsync(page)));
        await Assertions.Expect(page.GetByText("order held")).ToHaveCountAsync(0);

        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await NoteFadesAsync(page);
        await KubectlAsync("scale", "deployment", "search", "--replicas=1");
        await Assertions.Expect(Row(page, "search")).ToContainTextAsync("/1");
        Assert.Empty(await FadesAsync(page));
        Assert.Empty(window.Errors);
    }

    private string List => new Uri(dashboard.Address, $"/workloads/deployments?ns={space}").ToString();

    private async Task<Window> OpenAsync(Look look)
    {
        var window = await chromium.OpenAsync(look);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await window.Page.GotoAsync(List);
        await Assertions.Expect(Row(window.Page, "web")).ToBeVisibleAsync();
        return window;
    }

    private Task<string> KubectlAsync(params string[] arguments) => RealCluster.KubectlAsync(["--namespace", space, .. arguments]);

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row, new() { Name = name, Exact = true });

    private static ILocator Item(ILocator menu, string name) => menu.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    private static ILocator Box(IPage page, string name) => page.GetByRole(AriaRole.Checkbox, new() { Name = name, Exact = true });

    private static ILocator Header(IPage page, string name) => page.GetByRole(AriaRole.Columnheader, new() { Name = name, Exact = true });

    private static Task<string[]> NamesAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.live-table tbody tr[aria-label]')].map(row => row.getAttribute('aria-label'))"
        );

    private static async Task NoteFadesAsync(IPage page) =>
        await page.EvaluateAsync(
            """
            () => {
              window.fades = [];
              document.addEventListener('animationstart', ({ target }) => {
                if (target.matches('.live-table td'))
                  window.fades.push(`${target.parentElement.getAttribute('aria-label')} ${target.dataset.title}`);
              });
            }
            """
        );

    private static Task<string[]> FadesAsync(IPage page) => page.EvaluateAsync<string[]>("() => window.fades");
}
