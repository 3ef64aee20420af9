using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>One browser for all tests of the assembly; each test has its own contexts (cookies included).</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>
    /// The default timeout in ms, sufficient for the watch, a rollout or a scrape; assertions of a scenario set their own.
    /// </summary>
    private const float DefaultTimeout = 20_000;

    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string Program => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Program))
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Program,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
        Assertions.SetDefaultExpectTimeout(DefaultTimeout);
    }

    /// <summary>Opens a browser window; skips the test with a reason where Chromium is missing.</summary>
    /// <param name="look">Theme and size.</param>
    /// <param name="zone">The browser's time zone; null for this machine's.</param>
    internal async Task<Window> OpenAsync(Look look, string? zone = null)
    {
        Assert.SkipWhen(browser is null, $"no Chromium at {Program}: run 'make test' as root on Debian, or set CHROMIUM");
        var context = await browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = look.Width, Height = look.Height },
                ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
                TimezoneId = zone,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(DefaultTimeout);
        return new Window(context, await context.NewPageAsync(), look);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>Theme and size of a browser window.</summary>
internal sealed record Look(bool Dark, int Width, int Height)
{
    public static readonly Look Desk = new(Dark: false, 1440, 900);
    public static readonly Look DeskDark = new(Dark: true, 1440, 900);
    public static readonly Look Phone = new(Dark: false, 390, 844);
    public static readonly Look PhoneDark = new(Dark: true, 390, 844);

    public static readonly Look[] All = [Desk, DeskDark, Phone, PhoneDark];

    public override string ToString() => $"{(Dark ? "dark" : "light")}-{Width}";
}
