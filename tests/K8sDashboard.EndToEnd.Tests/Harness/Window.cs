using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>A browser window that records the page's errors: a script error fails the test.</summary>
internal sealed class Window : IAsyncDisposable
{
    private const int TallestPicture = 4_000;

    private readonly IBrowserContext context;
    private readonly List<string> errors = [];

    public Window(IBrowserContext context, IPage page, Look look)
    {
        this.context = context;
        Page = page;
        Look = look;
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                errors.Add(message.Text);
        };
    }

    public IPage Page { get; }

    public Look Look { get; }

    /// <summary>Script errors and blocked resources (CSP violations included) since the window was opened.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>
    /// Takes a full-page screenshot with this name. The viewport is resized to the page's height: without a GPU, Chromium renders a
    /// full-page screenshot blank below the viewport.
    /// </summary>
    public async Task ShootAsync(string name)
    {
        var height = await Page.EvaluateAsync<int>(
            "() => Math.max(document.documentElement.scrollHeight, document.querySelector('main')?.scrollHeight ?? 0)"
        );
        await Page.SetViewportSizeAsync(Look.Width, Math.Clamp(height, Look.Height, TallestPicture));
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, $"{name}-{Look}.png") });
        await Page.SetViewportSizeAsync(Look.Width, Look.Height);
    }

    /// <summary>Takes a screenshot of the viewport, for the README.</summary>
    public Task ShootWindowAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, $"{name}.png") });

    /// <summary>WCAG 2.2 A and AA by axe; the failure names rule and element.</summary>
    public async Task CheckAccessibilityAsync()
    {
        var result = await Page.RunAxe(
            new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") }
        );
        Assert.True(result.Violations.Length == 0, $"{Page.Url} ({Look}):\n" + string.Join('\n', result.Violations.Select(Words)));
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private static string Words(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  "
        + string.Join("\n  ", violation.Nodes.Take(5).Select(node => $"{node.Target}: {node.Html}"));
}
