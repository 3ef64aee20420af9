using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui;

/// <summary>A part of the screen that is drawn again only when it shows something else: the cluster and the clock that reach it move all the time.</summary>
public abstract class RenderOnChange : ComponentBase
{
    private object? drawn;

    /// <summary>All that its markup is made of, parameters and state of its own alike, compared by value.</summary>
    protected abstract object RenderKey { get; }

    /// <inheritdoc />
    protected override bool ShouldRender()
    {
        var now = RenderKey;
        if (now.Equals(drawn))
            return false;
        drawn = now;
        return true;
    }
}
