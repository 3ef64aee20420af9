using System.Net;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>Memory limit as in a container, with a cluster that grows until it is reached.</summary>
public sealed class MemoryLimitTests(Chromium chromium)
{
    /// <summary>150 MiB, in hexadecimal.</summary>
    private const string Limit = "9600000";

    /// <summary>Characters per pod, of two bytes each in memory: sixteen pods are one MiB.</summary>
    private const int MessageLength = 32 * 1024;

    private const int AtOnce = 16;

    private const int AtStart = 45 * AtOnce;

    private const int Most = 300 * AtOnce;

    [Fact]
    [Trait("Fault", "F13-real-process")]
    public async Task MemoryLimit_ClusterOutgrowsIt_ShedsEventsThenRefusesNewPagesAndRecovers()
    {
        await using var api = new PodApi { ServesOtherKinds = true };
        await api.StartAsync();
        for (var pod = 0; pod < AtStart; pod++)
            Put(api, pod);
        var kubeconfig = KubeconfigOf.Plain($"http://127.0.0.1:{api.Port}");
        await using var dashboard = await Dashboard.StartAsync(
            new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = Limit },
            "--kubeconfig",
            kubeconfig,
            "--prometheus",
            "http://127.0.0.1:9",
            "--launch-key",
            "0123456789abcdef0123456789abcdef"
        );
        using var browser = new HttpClient { DefaultRequestHeaders = { { "Accept", "text/html" } } };
        await using var window = await chromium.OpenAsync(Look.Desk);
        await window.Page.GotoAsync(dashboard.Login.ToString());
        await window.Page.GotoAsync(new Uri(dashboard.Address, "/events").ToString());
        var events = window.Page.GetByRole(AriaRole.Note, new() { Name = "Sync of events" });
        // On a busy machine already the initial list may exceed the limit: events are then shed for a minute.
        await Assertions.Expect(window.Page.GetByText("No events in this cluster.")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Eventually.PassesAsync(
            Eventually.Soon,
            async () => Assert.Equal("ok", await browser.GetStringAsync(new Uri(dashboard.Address, "/readyz")))
        );

        var pods = await GrowAsync(api, dashboard, () => events.IsVisibleAsync(), AtStart);
        await Assertions.Expect(events).ToContainTextAsync("The dashboard does not keep events now: memory is short");
        await window.ShootAsync("memory-1-no-events");
        pods = await GrowAsync(api, dashboard, async () => !(await browser.GetAsync(dashboard.Login)).IsSuccessStatusCode, pods);
        var refused = await browser.GetAsync(dashboard.Login);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        await using var other = await chromium.OpenAsync(Look.Desk);
        await other.Page.GotoAsync(dashboard.Login.ToString());
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Heading, new() { Name = "Memory is short" })).ToBeVisibleAsync();
        await other.ShootAsync("memory-2-refused");

        // Open pages stay open, and can navigate.
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "This dashboard" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("no new pages are opened");
        await window.ShootAsync("memory-3-status");

        await ShrinkAsync(api, pods);
        await Eventually.PassesAsync(
            Eventually.AfterARollout,
            async () => Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(dashboard.Login)).StatusCode)
        );
        await other.Page.GotoAsync(new Uri(dashboard.Address, "/events").ToString());
        await Assertions.Expect(other.Page.GetByText("No events in this cluster.")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Assertions.Expect(window.Page.Status("Freshness")).ToHaveTextAsync("live");
        Assert.Contains("Memory is short", dashboard.Console, StringComparison.Ordinal);
        Assert.DoesNotContain("OutOfMemory", dashboard.Console, StringComparison.Ordinal);
    }

    /// <summary>The cluster grows in steps of one MiB until something is shed.</summary>
    private static async Task<int> GrowAsync(PodApi api, Dashboard dashboard, Func<Task<bool>> until, int from)
    {
        for (var pods = from; pods < Most; pods += AtOnce)
        {
            if (await until())
                return pods;
            for (var pod = pods; pod < pods + AtOnce; pod++)
                Put(api, pod);
            await Task.Delay(TimeSpan.FromMilliseconds(400), TimeProvider.System);
        }

        throw new Xunit.Sdk.XunitException($"With {Most} heavy pods nothing was done without:\n{dashboard.Console}");
    }

    /// <summary>Shrinks in steps: the watch events of all deletions at once would be as large as the pods, and would not fit.</summary>
    private static async Task ShrinkAsync(PodApi api, int pods)
    {
        for (var pod = 0; pod < pods; pod++)
        {
            api.Delete(Name(pod));
            if (pod % AtOnce == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static void Put(PodApi api, int pod) => api.Put(Name(pod), one => one.Status.Message = new string('x', MessageLength));

    private static string Name(int pod) => $"heavy-{pod:000}";
}
