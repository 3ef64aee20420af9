using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>Column widths by content; truncated text is available to pointer, keyboard and touch.</summary>
public sealed class ColumnWidthsTests(Chromium chromium) : IAsyncLifetime
{
    private const string Image = "registry.example.com/a/path/that/is/longer/than/any/column/recommendation-engine:2026.11.30-1";
    private const string LongName = "recommendation-engine-with-a-long-name-of-its-own";

    // For each visible column: its title, whether a cell is truncated, and the share of the width that the widest content needs.
    private const string Columns = """
        () => {
          const table = document.querySelector('table[aria-label=Deployments]');
          return [...table.tHead.rows[0].querySelectorAll('th')].flatMap((head, place) => {
            const cells = [head, ...[...table.tBodies[0].rows].map(row => row.cells[place])];
            if (head.offsetWidth === 0) return [];
            const isCut = part => part.clientWidth > 0 && part.scrollWidth > part.clientWidth;
            const cut = cells.slice(1).some(cell => [cell, ...cell.children].some(isCut));
            const needed = Math.max(...cells.map(cell => {
              const range = document.createRange();
              range.selectNodeContents(cell);
              return range.getBoundingClientRect().width;
            }));
            return [`${head.textContent.trim()}|${cut}|${((needed + 16) / head.offsetWidth).toFixed(2)}`];
          });
        }
        """;

    private readonly string space = $"widths-{Guid.NewGuid():N}"[..15];
    private Dashboard dashboard = null!;

    public async ValueTask InitializeAsync()
    {
        RealCluster.SkipUnlessThere();
        await RealCluster.KubectlAsync("create", "namespace", space);
        await RealCluster.KubectlAsync("-n", space, "create", "deployment", "web", "--image=nginx:1.7.9", "--replicas=0");
        await RealCluster.KubectlAsync("-n", space, "create", "deployment", LongName, $"--image={Image}", "--replicas=0");
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

    [Theory]
    [InlineData(1280)]
    [InlineData(1440)]
    [InlineData(1600)]
    public async Task LiveTable_AtTheWidthsOfDesks_CutsNothingWhileAnotherColumnIsHalfEmpty(int width)
    {
        await using var window = await OpenAsync(new Look(Dark: false, width, 900));
        await Assertions.Expect(Row(window, "web")).ToBeVisibleAsync();
        var columns = (await window.Page.EvaluateAsync<string[]>(Columns)).Select(column => column.Split('|')).ToList();
        Assert.Contains(columns, column => column[0] == "HEALTH");
        // Short columns are never truncated, however long a name or an image is.
        Assert.DoesNotContain(columns, column => column[1] == "true" && column[0] is not ("NAME" or "IMAGES" or "CONTAINERS"));
        if (columns.Exists(column => column[1] == "true"))
            Assert.All(
                columns,
                column =>
                    Assert.True(float.Parse(column[2], System.Globalization.CultureInfo.InvariantCulture) > 0.5f, string.Join(' ', column))
            );
        Assert.Empty(window.Errors);
    }

    [Fact]
    public async Task Tooltip_TruncatedCell_ShowsFullTextToPointerKeyboardAndTouch()
    {
        await using var window = await OpenAsync(Look.DeskDark);
        var tooltip = window.Page.GetByRole(AriaRole.Tooltip);
        await Row(window, LongName).Locator("td").Filter(new() { HasText = "registry.example.com" }).HoverAsync();
        await Assertions.Expect(tooltip).ToContainTextAsync(Image);
        await window.ShootWindowAsync("table-tooltip");
        await window.CheckAccessibilityAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(tooltip).ToBeHiddenAsync();

        // A page moves the focus to its heading asynchronously after it was opened.
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () =>
            {
                await window.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter deployments" }).FocusAsync();
                await Row(window, LongName).GetByRole(AriaRole.Link).FocusAsync();
                await window.Page.Keyboard.PressAsync("Shift+Tab");
                await window.Page.Keyboard.PressAsync("Tab");
                await Assertions.Expect(Row(window, LongName).GetByRole(AriaRole.Link)).ToBeFocusedAsync(new() { Timeout = 500 });
            }
        );
        await Assertions.Expect(tooltip).ToContainTextAsync($"IMAGES: {Image}");
        await Assertions.Expect(Row(window, LongName).GetByRole(AriaRole.Link)).ToHaveAttributeAsync("aria-describedby", "tooltip");

        await using var phone = await OpenAsync(Look.Phone);
        var row = Row(phone, LongName);
        await row.DispatchEventAsync(
            "pointerdown",
            new
            {
                pointerType = "touch",
                clientX = 100,
                clientY = 100,
            }
        );
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Tooltip)).ToContainTextAsync(Image);
        await row.DispatchEventAsync("pointerup", new { pointerType = "touch" });
        await row.DispatchEventAsync("click");
        Assert.EndsWith($"?ns={space}", phone.Page.Url, StringComparison.Ordinal);
        await phone.ShootWindowAsync("table-tooltip-phone");
        Assert.Empty(window.Errors.Concat(phone.Errors));
    }

    [Fact]
    public async Task SortPicker_OnAPhone_OrdersTheListByAnyColumnInBothDirections()
    {
        await using var phone = await OpenAsync(Look.Phone);
        await phone.Page.GetByRole(AriaRole.Combobox, new() { Name = "Sort by" }).SelectOptionAsync("IMAGES");
        await Eventually.PassesAsync(Eventually.Soon, async () => Assert.Equal(["web", LongName], await NamesAsync(phone)));
        await phone.Page.GetByRole(AriaRole.Link, new() { Name = "Sort descending" }).ClickAsync();
        await Eventually.PassesAsync(Eventually.Soon, async () => Assert.Equal([LongName, "web"], await NamesAsync(phone)));
        await phone.CheckAccessibilityAsync();
        Assert.Empty(phone.Errors);
    }

    private async Task<Window> OpenAsync(Look look)
    {
        var window = await chromium.OpenAsync(look);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await window.Page.GotoAsync(new Uri(dashboard.Address, $"/workloads/deployments?ns={space}").ToString());
        await Assertions.Expect(Row(window, LongName)).ToBeVisibleAsync();
        return window;
    }

    private static ILocator Row(Window window, string name) => window.Page.GetByRole(AriaRole.Row, new() { Name = name, Exact = true });

    private static Task<string[]> NamesAsync(Window window) =>
        window.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.live-table tbody tr[aria-label]')].map(row => row.getAttribute('aria-label'))"
        );
}
