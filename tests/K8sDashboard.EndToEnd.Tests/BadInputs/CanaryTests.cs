using System.Collections.Concurrent;
using System.Text;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.EndToEnd.Tests.Harness;
using K8sDashboard.Faults;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>Credentials of a kubeconfig never leak into a page, a response, a metric or the trace log, in any kind of failure.</summary>
public sealed class CanaryTests(Chromium chromium)
{
    private static readonly string[] Pages =
    [
        "/",
        "/nodes",
        "/pods",
        "/workloads/deployments",
        "/services",
        "/events",
        "/status",
        "/pods/default/a",
        "/nodes/n",
        "/no/such/page",
    ];

    /// <summary>Pages that show the server's message or the connection's failure.</summary>
    private static readonly string[] TroubledPages = ["/pods", "/pods/default/a", "/status"];

    /// <summary>The server's response to all requests of a round; null: regular responses.</summary>
    private static readonly Fault?[] Rounds =
    [
        null,
        new Fault.Answer(401, "application/json", Encoding.UTF8.GetBytes("""{"kind":"Status","message":"Unauthorized","code":401}""")),
        new Fault.Answer(403, "application/json", Encoding.UTF8.GetBytes("""{"kind":"Status","message":"forbidden","code":403}""")),
        new Fault.Answer(302) { Location = "http://127.0.0.1:9/elsewhere" },
        new Fault.Answer(200, "text/html", "<html>sign in</html>"u8.ToArray()),
        new Fault.Cut(20),
    ];

    public static TheoryData<string> Users => [.. CanaryCredentials.Users.Keys];

    public static TheoryData<string> Broken => [.. CanaryCredentials.Broken.Keys];

    [Theory]
    [MemberData(nameof(Users))]
    [Trait("BadInput", "B15-canary-kubeconfig")]
    public async Task KubeconfigCredential_ServerFaultsAndTraceLogging_IsAbsentFromPagesMetricsAndLog(string kind)
    {
        await using var api = new PodApi { ServesOtherKinds = true };
        var carried = new ConcurrentBag<string>();
        api.Answer = context =>
        {
            carried.Add(context.Request.Headers.Authorization.ToString());
            return Task.FromResult(false);
        };
        await api.StartAsync();
        api.Put("a");
        await using var proxy = await FaultProxy.StartAsync(new(new Uri($"http://127.0.0.1:{api.Port}")));
        await using var dashboard = await Dashboard.StartAsync(
            new Dictionary<string, string> { ["Logging__LogLevel__Default"] = "Trace" },
            "--kubeconfig",
            KubeconfigOf.User(proxy, CanaryCredentials.Users[kind]()),
            "--prometheus",
            "http://127.0.0.1:9"
        );
        await using var window = await chromium.OpenAsync(Look.Desk);
        var received = new ConcurrentQueue<string>();
        window.Page.WebSocket += (_, socket) =>
            socket.FrameReceived += (_, frame) => received.Enqueue(frame.Text ?? Encoding.Latin1.GetString(frame.Binary ?? []));
        await window.Page.GotoAsync(dashboard.Login.ToString());

        foreach (var fault in Rounds)
        {
            using var on = fault is null ? null : proxy.Rules.On(_ => true, fault);
            proxy.Line.Cut();
            foreach (var path in fault is null ? Pages : TroubledPages)
                received.Enqueue(await ReadAsync(window.Page, new Uri(dashboard.Address, path)));
        }

        using var browser = new HttpClient { BaseAddress = dashboard.Address };
        foreach (var path in (string[])["/metrics", "/healthz", "/readyz", "/login"])
            received.Enqueue(await (await browser.GetAsync(path)).Content.ReadAsStringAsync());

        // Precondition: the credential was sent, or the test would prove nothing.
        Assert.Equal(!kind.StartsWith("client key", StringComparison.Ordinal), carried.Any(CanaryCredentials.IsSeenIn));
        Assert.Contains(received, text => text.Contains("/pods/default/a", StringComparison.Ordinal));
        Assert.Contains("dbug:", dashboard.Console, StringComparison.Ordinal);
        Assert.DoesNotContain(received, CanaryCredentials.IsSeenIn);
        Assert.DoesNotContain(dashboard.Console.Split('\n'), CanaryCredentials.IsSeenIn);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    [Trait("BadInput", "B15-canary-kubeconfig")]
    public async Task KubeconfigCredential_BrokenKubeconfig_PrintsNeitherCredentialNorStackTrace(string kind)
    {
        await using var api = new PodApi { ServesOtherKinds = true };
        await api.StartAsync();
        await using var proxy = await FaultProxy.StartAsync(new(new Uri($"http://127.0.0.1:{api.Port}")));
        var (code, output) = await Dashboard.TryAsync("--kubeconfig", KubeconfigOf.User(proxy, CanaryCredentials.Broken[kind]));

        Assert.DoesNotContain(output.Split('\n'), CanaryCredentials.IsSeenIn);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        // Failures on first use are shown on the pages and in the log.
        if (code is null)
            Assert.Contains("Open http", output, StringComparison.Ordinal);
        else
            Assert.Equal(2, code);
    }

    private static async Task<string> ReadAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        return await page.ContentAsync();
    }
}
