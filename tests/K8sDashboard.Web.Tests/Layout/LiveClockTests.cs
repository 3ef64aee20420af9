using Bunit;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class LiveClockTests : BunitContext
{
    private readonly FakeTimeProvider time = new(Bare.Epoch);

    public LiveClockTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time);
        var source = new CascadingValueSource<Clock>(new Clock(Bare.Epoch), isFixed: false);
        Services.AddSingleton(source).AddCascadingValue(_ => source);
    }

    [Fact]
    public void LiveClock_OneSecondPasses_UpdatesConsumersWithoutRenderingItself()
    {
        var screen = Render<Screen>();
        var clock = screen.FindComponent<LiveClock>();
        var drawn = clock.RenderCount;
        time.Advance(TimeSpan.FromSeconds(1));
        screen.WaitForAssertion(() => Assert.Equal("6s", screen.Find("b").TextContent));
        Assert.Equal(drawn, clock.RenderCount);
    }

    [Fact]
    public void LiveClock_ThirtySecondsPass_UpdatesServerTime()
    {
        var screen = Render<Screen>();
        Assert.Equal("2026-01-01T00:00:00.000Z", screen.Find("#server-time").GetAttribute("datetime"));
        for (var second = 0; second < 30; second++)
            time.Advance(TimeSpan.FromSeconds(1));
        screen.WaitForAssertion(() => Assert.Equal("2026-01-01T00:00:30.000Z", screen.Find("#server-time").GetAttribute("datetime")));
    }

    private sealed class Screen : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<LiveClock>(0);
            builder.CloseComponent();
            builder.OpenComponent<Hand>(1);
            builder.CloseComponent();
        }
    }

    private sealed class Hand : ComponentBase
    {
        [CascadingParameter]
        public Clock Clock { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "b");
            builder.AddContent(1, $"{5 + (Clock.Now - Bare.Epoch).TotalSeconds:0}s");
            builder.CloseElement();
        }
    }
}
