using K8sDashboard.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace K8sDashboard.Web.Shell;

/// <summary>
/// Hands the time on while its parent is being drawn. Told outside of a drawing, each of fifty ages would be drawn and sent by
/// itself; told within one, all of them go in the same batch.
/// </summary>
public sealed class ClockTick : ComponentBase
{
    [Parameter, EditorRequired] public Clock Now { get; set; }

    [Inject] private CascadingValueSource<Clock> Source { get; set; } = null!;

    protected override Task OnParametersSetAsync() => Source.NotifyChangedAsync(Now);

    protected override bool ShouldRender() => false;

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
    }
}
