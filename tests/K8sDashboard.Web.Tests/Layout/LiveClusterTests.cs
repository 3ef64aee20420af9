using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Tests.Hosting;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class LiveClusterTests : BunitContext
{
    private readonly ClusterStore store = new(TimeProvider.System);
    private readonly CascadingValueSource<Clock> clock = new(new Clock(Bare.Epoch), isFixed: false);

    public LiveClusterTests()
    {
        Services.AddSingleton(store);
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(new AuthorisedViews(new Actor("tester", null!, ReadOnly: false), "test"));
        Services.AddCascadingValue(_ => clock);
    }

    [Fact]
    public void LiveCluster_StoreChanges_UpdatesThePage()
    {
        var screen = Render<Frame>();
        Assert.Equal("pods: 0", screen.Find("p").TextContent);
        store.Fill(Bare.Pod("shop", "a"), Bare.Pod("shop", "b"));
        screen.WaitForAssertion(() => Assert.Equal("pods: 2", screen.Find("p").TextContent));
    }

    [Fact]
    public void LiveCluster_PageChangesWithoutSnapshot_RendersThePage()
    {
        var screen = Render<Frame>(parameters => parameters.Add(frame => frame.Title, "Pods"));
        screen.Render(parameters => parameters.Add(frame => frame.Title, "Nodes"));
        Assert.Equal("Nodes", screen.Find("h1").TextContent);
    }

    [Fact]
    public async Task LiveCluster_ClockTick_DoesNotRender()
    {
        var screen = Render<Frame>();
        var drawn = screen.FindComponent<LiveCluster>().RenderCount;
        await screen.InvokeAsync(() => clock.NotifyChangedAsync(new Clock(Bare.Epoch.AddSeconds(1))));
        Assert.Equal(drawn, screen.FindComponent<LiveCluster>().RenderCount);
    }

    [Fact]
    public async Task LiveCluster_EvaluationStepPasses_UpdatesEvaluatedAtWithoutChange()
    {
        var screen = Render<Frame>();
        Assert.Equal(Bare.Epoch, screen.FindComponent<Counter>().Instance.View.EvaluatedAt);
        await screen.InvokeAsync(() => clock.NotifyChangedAsync(new Clock(Bare.Epoch + AuthorisedViews.JudgingStep)));
        Assert.Equal(Bare.Epoch + AuthorisedViews.JudgingStep, screen.FindComponent<Counter>().Instance.View.EvaluatedAt);
    }

    /// <summary>A layout: the delegate of its fragment is equal in every render.</summary>
    private sealed class Frame : ComponentBase
    {
        [Parameter]
        public string Title { get; set; } = "";

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<LiveCluster>(0);
            builder.AddComponentParameter(1, nameof(LiveCluster.ChildContent), (RenderFragment)Content);
            builder.CloseComponent();
        }

        private void Content(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "h1");
            builder.AddContent(1, Title);
            builder.CloseElement();
            builder.OpenComponent<Counter>(2);
            builder.CloseComponent();
        }
    }

    private sealed class Counter : ComponentBase
    {
        [CascadingParameter]
        public ClusterView View { get; set; } = null!;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "p");
            builder.AddContent(1, $"pods: {View.Snapshot.Pods.Count}");
            builder.CloseElement();
        }
    }
}
