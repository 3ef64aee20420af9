using System.Text;
using k8s;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.Benchmarks;

/// <summary>The cost of a page in the browser: time, bytes and memory of the first visit, and each later update of a chart.</summary>
internal sealed class InBrowser(string kubeconfig, TimeProvider time)
{
    private static readonly string Key = new('k', 40);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Steps = TimeSpan.FromSeconds(50);

    public async Task RunAsync(Report report)
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", kubeconfig, "--launch-key", Key);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Browser.LaunchAsync(playwright);
        // Warm-up: the server's first-time JIT compilation is not measured.
        await VisitAsync(browser, dashboard);
        var visit = await VisitAsync(browser, dashboard);
        report.Value("cold visit of the list of all pods: until the first row", $"{visit.FirstRow.TotalMilliseconds:0} ms");
        report.Value("… bytes over the wire (a build's style sheets, which only publishing compresses)", $"{visit.Bytes / 1000.0:0} KB");
        report.Value("… heap in the browser, garbage collected", $"{visit.Heap / 1e6:0.0} MB");
        await ChartsAsync(report, browser, dashboard);
    }

    private async Task<(TimeSpan FirstRow, double Bytes, double Heap)> VisitAsync(IBrowser browser, Dashboard dashboard)
    {
        await using var context = await EnterAsync(browser, dashboard);
        var page = await context.NewPageAsync();
        var devtools = await context.NewCDPSessionAsync(page);
        var bytes = 0.0;
        devtools.Event("Network.loadingFinished").OnEvent += (_, message) =>
            bytes += message?.GetProperty("encodedDataLength").GetDouble() ?? 0;
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => bytes += frame.Binary?.Length ?? 0;
        await devtools.SendAsync("Network.enable");
        var began = time.GetTimestamp();
        await page.GotoAsync(new Uri(dashboard.Address, "/pods").ToString());
        await page.Locator("tbody tr[aria-label]").First.WaitForAsync();
        var firstRow = time.GetElapsedTime(began);
        await Task.Delay(Settled, time);
        await devtools.SendAsync("HeapProfiler.collectGarbage");
        var heap = (await devtools.SendAsync("Runtime.getHeapUsage"))?.GetProperty("usedSize").GetDouble() ?? 0;
        return (firstRow, bytes, heap);
    }

    /// <summary>On a node's page, whose charts are extended each step.</summary>
    private async Task ChartsAsync(Report report, IBrowser browser, Dashboard dashboard)
    {
        using var api = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        var node =
            (await api.CoreV1.ListNodeAsync())
                .Items.Select(item => item.Metadata.Name)
                .FirstOrDefault(name => !name.StartsWith("fill-", StringComparison.Ordinal))
            ?? throw new NotMeasuredException("The cluster has no real node, so no node has charts.");
        await using var context = await EnterAsync(browser, dashboard);
        var page = await context.NewPageAsync();
        var (updates, bytes) = (0, 0L);
        page.WebSocket += (_, socket) =>
            socket.FrameReceived += (_, frame) =>
            {
                var extended = Count(frame.Binary ?? [], "extend"u8);
                if (extended == 0)
                    return;
                updates += extended;
                bytes += frame.Binary!.Length;
            };
        await page.GotoAsync(new Uri(dashboard.Address, $"/nodes/{node}").ToString());
        await page.Locator(".chart-canvas canvas").First.WaitForAsync();
        await Task.Delay(Steps, time);
        if (updates == 0)
            throw new NotMeasuredException($"No chart of node {node} moved within {Steps.TotalSeconds:0} s.");
        report.Gate(
            "bytes of one chart's update, all that comes with it included",
            bytes / (double)updates / 1000,
            1,
            " KB",
            $"{updates} updates"
        );
        report.Gate(
            "one chart's update in the browser, 10 lines of 360 points, median of 50",
            await page.EvaluateAsync<double>(Extend),
            10,
            " ms"
        );
    }

    private static async Task<IBrowserContext> EnterAsync(IBrowser browser, Dashboard dashboard)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1440, Height = 900 },
            }
        );
        await context.APIRequest.GetAsync(dashboard.Login.ToString());
        return context;
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> word)
    {
        var count = 0;
        for (int at; (at = bytes.IndexOf(word)) >= 0; bytes = bytes[(at + word.Length)..])
            count++;
        return count;
    }

    /// <summary>From the call until the canvas is drawn, which uPlot does in a microtask.</summary>
    private const string Extend = """
        async () => {
          const { mount } = await import('/charts.js');
          const host = document.querySelector('main').appendChild(document.createElement('div'));
          const lines = Array.from({ length: 10 }, (_, line) => Array.from({ length: 360 }, (_, at) => Math.sin(at / 20 + line)));
          const names = lines.map((_, line) => `line ${line}`);
          const chart = mount(host, null, { unit: 'Cores', start: 0, step: 15, names, values: lines, limits: [], marks: [] });
          const times = [];
          for (let step = 1; step <= 50; step++) {
            const began = performance.now();
            chart.extend({ start: step * 15, from: 359, values: lines.map((_, line) => [Math.cos(step + line)]), limits: [], marks: [] });
            await new Promise(done => queueMicrotask(done));
            times.push(performance.now() - began);
          }
          chart.dispose();
          host.remove();
          return times.sort((a, b) => a - b)[25];
        }
        """;
}
