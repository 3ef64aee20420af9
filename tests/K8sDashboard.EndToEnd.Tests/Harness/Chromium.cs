using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>One browser for all tests of the assembly; each test gets contexts, cookies and all, of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>A page may wait for the watch, for a rollout or for a scrape: the scenario's own assertions say for how long.</summary>
    private const float Patience = 20_000;

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
        Assertions.SetDefaultExpectTimeout(Patience);
    }

    /// <summary>Opens a browser window; skips the test, and says why, where there is no Chromium.</summary>
    /// <param name="look">How a person looks at it.</param>
    /// <param name="zone">Where they live; null for this machine's time zone.</param>
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
        context.SetDefaultTimeout(Patience);
        return new Window(context, await context.NewPageAsync(), look);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}

/// <summary>How a person looks at it.</summary>
internal sealed record Look(bool Dark, int Width, int Height)
{
    public static readonly Look Desk = new(Dark: false, 1440, 900);
    public static readonly Look DeskDark = new(Dark: true, 1440, 900);
    public static readonly Look Phone = new(Dark: false, 390, 844);
    public static readonly Look PhoneDark = new(Dark: true, 390, 844);

    public static readonly Look[] All = [Desk, DeskDark, Phone, PhoneDark];

    public override string ToString() => $"{(Dark ? "dark" : "light")}-{Width}";
}
