using Microsoft.AspNetCore.Components;

namespace K8sDashboard.Web.Ui;

/// <summary>
/// A component that renders only when its render key changes, although cascading values (cluster, clock) change all the time.
/// </summary>
public abstract class RenderOnChange : ComponentBase
{
    private object? drawn;

    /// <summary>All inputs of the markup, parameters and own state, compared by value.</summary>
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
