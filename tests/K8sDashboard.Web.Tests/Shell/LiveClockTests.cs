using Bunit;
using K8sDashboard.Web.Shell;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Shell;

public sealed class LiveClockTests : BunitContext
{
    private readonly FakeTimeProvider time = new(Bare.Epoch);
    private readonly Tally tally = new();

    public LiveClockTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(time).AddSingleton(tally);
        var source = new CascadingValueSource<Clock>(new Clock(Bare.Epoch), isFixed: false);
        Services.AddSingleton(source).AddCascadingValue(_ => source);
    }

    [Fact]
    public void A_tick_moves_fifty_ages_in_one_batch()
    {
        var screen = Render<Screen>();
        (tally.Drawn, tally.DrawnBeforeSent) = (0, null);
        time.Advance(TimeSpan.FromSeconds(1));
        screen.WaitForAssertion(() => Assert.All(screen.FindAll("time"), age => Assert.Equal("6s", age.TextContent)));
        Assert.Equal(50, tally.DrawnBeforeSent);
    }

    /// <summary>All of a batch is drawn before any of it is told that it was sent.</summary>
    private sealed class Tally
    {
        public int Drawn { get; set; }

        public int? DrawnBeforeSent { get; set; }
    }

    private sealed class Screen : ComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<LiveClock>(0);
            builder.CloseComponent();
            for (var index = 0; index < 50; index++)
            {
                builder.OpenComponent<Hand>(1);
                builder.CloseComponent();
            }
        }
    }

    private sealed class Hand : ComponentBase
    {
        [CascadingParameter] public Clock Clock { get; set; }

        [Inject] private Tally Tally { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Tally.Drawn++;
            builder.OpenElement(0, "time");
            builder.AddContent(1, $"{5 + (Clock.Now - Bare.Epoch).TotalSeconds:0}s");
            builder.CloseElement();
        }

        protected override void OnAfterRender(bool firstRender) => Tally.DrawnBeforeSent ??= Tally.Drawn;
    }
}
