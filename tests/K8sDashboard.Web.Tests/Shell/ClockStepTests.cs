using System.Net;
using Bunit;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Web.Shell;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Shell;

/// <summary>The machine's clock is put forward or back by an hour while somebody looks.</summary>
public sealed class ClockStepTests : BunitContext
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly FakeTimeProvider passing = new(Bare.Epoch + (3 * Hour));

    [Fact]
    [Trait("Survives", "9 Clock steps of an hour: ages")]
    public void The_screens_clock_ticks_on_and_no_age_is_negative()
    {
        var time = new SteppedTime(passing);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var source = new CascadingValueSource<Clock>(new Clock(time.GetLocalNow()), isFixed: false);
        Services.AddSingleton<TimeProvider>(time).AddSingleton(source).AddCascadingValue(_ => source);
        var born = time.GetUtcNow().AddMinutes(-10);
        var screen = Render<Screen>(parameters => parameters.Add(one => one.Born, born));
        Expect("10m");

        time.Step(Hour);
        Expect("70m");
        time.Step(-Hour);
        Expect("10m");
        time.Step(-Hour);
        Expect("<invalid>");

        void Expect(string age)
        {
            passing.Advance(TimeSpan.FromSeconds(1));
            screen.WaitForAssertion(() => Assert.StartsWith(age, screen.Find("time").TextContent, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Survives", "9 Clock steps of an hour: sessions")]
    public async Task A_session_and_an_unspent_link_live_as_long_as_before(int hours)
    {
        var time = new SteppedTime(passing);
        await using var dashboard = await RunningDashboard.StartAsync(services => services.AddSingleton<TimeProvider>(time));
        using var browser = dashboard.Browser();
        var entered = await browser.GetAsync(dashboard.Links[^1]);
        // A browser's clock is another one: a lifetime would be reckoned by it.
        var cookie = Assert.Single(entered.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("max-age", cookie, StringComparison.OrdinalIgnoreCase);
        using var stranger = dashboard.Browser();
        await stranger.GetAsync("/login");

        time.Step(hours * Hour);
        passing.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/pods")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await stranger.GetAsync(dashboard.Links[^1])).StatusCode);
    }

    private sealed class Screen : ComponentBase
    {
        [Parameter] public DateTimeOffset Born { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<LiveClock>(0);
            builder.CloseComponent();
            builder.OpenComponent<AgeText>(1);
            builder.AddComponentParameter(2, nameof(AgeText.Since), Born);
            builder.CloseComponent();
        }
    }
}
