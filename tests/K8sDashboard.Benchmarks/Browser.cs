using Microsoft.Playwright;

namespace K8sDashboard.Benchmarks;

/// <summary>The installed Chromium, headless.</summary>
internal static class Browser
{
    private static string Program => Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";

    /// <exception cref="NotMeasuredException">There is no browser.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        File.Exists(Program)
            ? playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu"] })
            : throw new NotMeasuredException($"No Chromium at {Program}.");
}
