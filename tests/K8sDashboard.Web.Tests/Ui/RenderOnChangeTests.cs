using Bunit;
using K8sDashboard.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace K8sDashboard.Web.Tests.Ui;

public sealed class RenderOnChangeTests : BunitContext
{
    [Fact]
    public void RenderOnChange_ParametersSet_RendersOnlyIfShownValueChanged()
    {
        var part = Render<Part>(parameters => parameters.Add(one => one.Word, "live").Add(one => one.Tick, 1));

        // ShouldRender is not called before the first render, so the second may render the same once more.
        part.Render(parameters => parameters.Add(one => one.Tick, 2));
        var drawn = part.Markup;
        part.Render(parameters => parameters.Add(one => one.Tick, 3));
        Assert.Equal(drawn, part.Markup);

        part.Render(parameters => parameters.Add(one => one.Word, "stale").Add(one => one.Tick, 4));
        Assert.Equal("stale 4", part.Markup);
    }

    private sealed class Part : RenderOnChange
    {
        [Parameter]
        public string Word { get; set; } = "";

        [Parameter]
        public int Tick { get; set; }

        protected override object RenderKey => Word;

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, $"{Word} {Tick}");
    }
}
