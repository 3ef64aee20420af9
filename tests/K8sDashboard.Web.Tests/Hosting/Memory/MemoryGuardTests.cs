using System.Net;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Web.Hosting.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Hosting.Memory;

/// <summary>The whole dashboard with simulated memory usage.</summary>
[Trait("Fault", "F13-new-pages-refused")]
public sealed class MemoryGuardTests
{
    private readonly FakeTimeProvider time = new(Bare.Epoch);
    private volatile int percent = 10;
    private volatile int garbage;
    private volatile int exact;

    [Fact]
    public async Task MemoryGuard_Usage81Percent_Returns503ForNewPagesUntilFreed()
    {
        await using var dashboard = await StartAsync();
        using var browser = await dashboard.SignedInBrowserAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/pods")).StatusCode);

        percent = 81;
        await SeeAsync(dashboard, Shedding.NewPages);
        using var refused = await browser.GetAsync("/pods");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Contains("<h1>Memory is short</h1>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Static files of open pages and the probes are still served: a restart would not help.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/healthz")).StatusCode);
        using var script = new HttpRequestMessage(HttpMethod.Get, "/shell.js") { Headers = { { "Accept", "*/*" } } };
        browser.DefaultRequestHeaders.Accept.Clear();
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(script)).StatusCode);
        Assert.Contains("k8sdashboard_pages_shed 1", await browser.GetStringAsync("/metrics"), StringComparison.Ordinal);

        // While memory stays short, nothing is restored.
        for (var poll = 0; poll < 20; poll++)
            await LookAsync();
        percent = 50;
        await SeeAsync(dashboard, Shedding.Nothing);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/pods")).StatusCode);
    }

    [Fact]
    public async Task MemoryGuard_NewPagesShedAndNoSession_Returns401()
    {
        await using var dashboard = await StartAsync();
        percent = 99;
        await SeeAsync(dashboard, Shedding.NewPages);
        using var anonymous = dashboard.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync("/pods")).StatusCode);
    }

    [Fact]
    public async Task MemoryGuard_OnlyGarbageAboveThreshold_ShedsNothingAndBoundsExactReads()
    {
        await using var dashboard = await StartAsync();
        garbage = 75;
        for (var poll = 0; poll < 20; poll++)
            await LookAsync();
        Assert.Equal(Shedding.Nothing, dashboard.Services.GetRequiredService<MemoryGuard>().State.Shedding);
        Assert.InRange(exact, 1, 1 + (int)(20 * MemoryGuard.Step / MemoryGuard.BetweenExact));
    }

    [Fact]
    public async Task MemoryGuard_OnlyShedKindsFreed_KeepsThemShedUntilUsageDropsFurther()
    {
        await using var dashboard = await StartAsync();
        var kinds = dashboard.Services.GetRequiredService<OptionalKinds>();
        percent = 75;
        await SeeAsync(dashboard, Shedding.OptionalKinds);
        Assert.Equal("memory is short (75 of 100 in use).", kinds.Now?.Message);
        percent = 45;
        for (var poll = 0; poll < 20; poll++)
            await LookAsync();
        Assert.NotNull(kinds.Now);

        percent = 25;
        await SeeAsync(dashboard, Shedding.Nothing);
        Assert.Null(kinds.Now);
    }

    [Fact]
    public async Task MemoryGuard_TenMinutesAfterShedding_RestoresOptionalKinds()
    {
        await using var dashboard = await StartAsync();
        percent = 75;
        await SeeAsync(dashboard, Shedding.OptionalKinds);
        percent = 45;
        for (var poll = 0; poll < 20; poll++)
            await LookAsync();
        Assert.Equal(Shedding.OptionalKinds, dashboard.Services.GetRequiredService<MemoryGuard>().State.Shedding);

        time.Advance(MemoryGuard.BelievedFor);
        await SeeAsync(dashboard, Shedding.Nothing);
    }

    [Fact]
    public async Task MemoryGuard_ListDidNotFit_ShedsNewPagesDespiteLowUsage()
    {
        await using var dashboard = await StartAsync();
        await SeeAsync(dashboard, Shedding.Nothing);
        dashboard.Services.GetRequiredService<ReflectorMeter>().Shortage.Tell();
        await SeeAsync(dashboard, Shedding.NewPages);
        time.Advance(SheddingRule.TriedAgainFor);
        await SeeAsync(dashboard, Shedding.Nothing);
    }

    private Task<RunningDashboard> StartAsync() =>
        RunningDashboard.StartAsync(services =>
            services
                .AddSingleton<TimeProvider>(time)
                .AddSingleton<MemoryReader>(wholly =>
                {
                    if (wholly)
                        Interlocked.Increment(ref exact);
                    return new(wholly ? percent : Math.Max(percent, garbage), 100);
                })
        );

    private Task SeeAsync(RunningDashboard dashboard, Shedding expected) =>
        Eventually.TrueAsync(async () =>
        {
            await LookAsync();
            return dashboard.Services.GetRequiredService<MemoryGuard>().State.Shedding == expected;
        });

    private async Task LookAsync()
    {
        time.Advance(MemoryGuard.Step);
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }
}
