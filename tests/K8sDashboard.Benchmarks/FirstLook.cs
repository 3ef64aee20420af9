using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.Benchmarks;

/// <summary>Time from the start of the demo (already built) to the charts of a node with two hours of history.</summary>
internal sealed class FirstLook(TimeProvider time)
{
    private const int Timeout = 120_000; // milliseconds

    public async Task RunAsync(Report report)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Browser.LaunchAsync(playwright);
        var began = time.GetTimestamp();
        await using var demo = await RunningDemo.StartAsync("--launch-key", new string('k', 40));
        var started = time.GetElapsedTime(began);
        if (!demo.HasPrometheus)
            throw new NotMeasuredException("There is no Prometheus, so the demo has no charts.");
        var page = await browser.NewPageAsync();
        await page.GotoAsync(demo.Login.ToString());
        await page.Locator("main h1").WaitForAsync(new() { Timeout = Timeout });
        var opened = time.GetElapsedTime(began);
        await page.GotoAsync(new Uri(demo.Address, "/nodes/worker-1").ToString());
        await page.Locator(".chart-canvas canvas").First.WaitForAsync(new() { Timeout = Timeout });
        report.Title("the demo as `make demo` starts it");
        var drawn = time.GetElapsedTime(began).TotalSeconds;
        report.Gate(
            "from its start until the charts of a node are drawn",
            drawn,
            60,
            " s",
            $"address after {started.TotalSeconds:0} s, overview after {opened.TotalSeconds:0} s"
        );
        await browser.CloseAsync();
        await new SharedQueries(time).RunAsync(report, demo);
        await demo.EndAsync("TERM");
    }
}
