using System.Globalization;
using System.Text.RegularExpressions;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>A custom time range in a time zone far from the server's.</summary>
public sealed class TimeRangeTests(Chromium chromium)
{
    private const string LaunchKey = "0000-the-key-of-the-end-to-end-tests-0000";

    [Fact]
    public async Task TimeRange_BrowserInTokyo_IsEnteredAndShownInLocalTime()
    {
        RealCluster.SkipUnlessThere();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", RealCluster.Kubeconfig, "--launch-key", LaunchKey);
        var node = (await RealCluster.KubectlAsync("get", "nodes", "-o", "jsonpath={.items[-1].metadata.name}")).Trim();
        var tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");
        foreach (var look in new[] { Look.Desk, Look.PhoneDark })
        {
            await using var window = await chromium.OpenAsync(look, tokyo.Id);
            await window.Page.GotoAsync(dashboard.Login.ToString());
            await window.Page.GotoAsync(new Uri(dashboard.Address, $"/nodes/{node}?ns=default").ToString());
            var picker = window.Page.GetByRole(AriaRole.Combobox, new() { Name = "Time range" });
            var dialog = window.Page.GetByRole(AriaRole.Dialog, new() { Name = "Custom time range" });
            await picker.SelectOptionAsync("Custom…");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await Assertions.Expect(picker.Locator("option:checked")).ToHaveTextAsync("Last 1h");
            await Assertions.Expect(picker).ToBeFocusedAsync();
            await picker.SelectOptionAsync("Custom…");
            var to = TimeProvider.System.GetUtcNow().AddMinutes(-1);
            to -= TimeSpan.FromTicks(to.Ticks % TimeSpan.TicksPerMinute);
            var from = to.AddMinutes(-20);

            await dialog.GetByLabel("From").FillAsync(Wall(to, tokyo));
            await dialog.GetByLabel("To", new() { Exact = true }).FillAsync(Wall(from, tokyo));
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
            await Assertions.Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("To must be after From.");
            await window.CheckAccessibilityAsync();
            await window.ShootAsync("range-dialog");
            await dialog.GetByLabel("From").FillAsync(Wall(from, tokyo));
            await dialog.GetByLabel("To", new() { Exact = true }).FillAsync(Wall(to, tokyo));
            await window.Page.Keyboard.PressAsync("Enter");

            await Assertions.Expect(dialog).ToBeHiddenAsync();
            await Assertions
                .Expect(window.Page)
                .ToHaveURLAsync(
                    new Regex(
                        Regex.Escape($"from={Uri.EscapeDataString(Utc(from))}") + ".*" + Regex.Escape($"to={Uri.EscapeDataString(Utc(to))}")
                    )
                );
            await Assertions
                .Expect(picker.Locator("option:checked"))
                .ToHaveTextAsync(
                    new Regex($"{TimeZoneInfo.ConvertTime(from, tokyo):HH:mm} – .*{TimeZoneInfo.ConvertTime(to, tokyo):HH:mm}$")
                );
            await Assertions
                .Expect(window.Page.GetByRole(AriaRole.Figure, new() { Name = "CPU", Exact = true }).Locator("canvas"))
                .ToBeVisibleAsync();
            await window.ShootAsync("range-span");
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the last 1h" }).ClickAsync();
            await Assertions.Expect(picker.Locator("option:checked")).ToHaveTextAsync("Last 1h");
            Assert.EndsWith("?ns=default", window.Page.Url, StringComparison.Ordinal);
            Assert.Empty(window.Errors);
        }
    }

    private static string Wall(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
