using System.Globalization;
using System.Net;
using Bunit;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Layout;

/// <summary>Clock steps: the machine's clock is set forward or back by an hour while a page is open.</summary>
public sealed class ClockStepTests : BunitContext
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider passing = new(Bare.Epoch + (3 * Hour));

    /// <summary>Ages are counted in the browser, on the server's clock as last sent.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-ages")]
    public void LiveClock_ServerClockStepOfOneHour_IsPublishedWithinOneSecond(int hours)
    {
        var time = new SteppedTime(passing);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var source = new CascadingValueSource<Clock>(new Clock(time.GetLocalNow()), isFixed: false);
        Services.AddSingleton<TimeProvider>(time).AddSingleton(source).AddCascadingValue(_ => source);
        var clock = Render<LiveClock>();

        time.Step(hours * Hour);
        passing.Advance(TimeSpan.FromSeconds(1));

        var sent = time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        clock.WaitForAssertion(() => Assert.Equal(sent, clock.Find("#server-time").GetAttribute("datetime")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-sessions")]
    public async Task Authentication_ClockStepOfOneHour_KeepsSessionAndUnspentLinkValid(int hours)
    {
        var time = new SteppedTime(passing);
        await using var dashboard = await RunningDashboard.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        using var browser = dashboard.Browser();
        var entered = await browser.GetAsync(dashboard.Links[^1]);
        // A session cookie without lifetime, which would be evaluated by the browser's clock.
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("max-age", cookie, StringComparison.OrdinalIgnoreCase);
        using var anonymous = dashboard.Browser();
        await anonymous.GetAsync("/login");

        time.Step(hours * Hour);
        passing.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/pods")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await anonymous.GetAsync(dashboard.Links[^1])).StatusCode);
    }
}
