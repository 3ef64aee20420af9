using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.State;
using MudBlazor;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>Opens the dialogs of actions, one at a time, and keeps the last result.</summary>
/// <param name="dialogs">Shows them.</param>
/// <param name="changed">Renders the component with the result.</param>
public sealed class ActionDialogs(IDialogService dialogs, Action changed)
{
    private static readonly DialogOptions Options = new()
    {
        BackdropClick = false,
        CloseOnEscapeKey = false,
        MaxWidth = MaxWidth.Medium,
        FullWidth = true,
    };

    /// <summary>A dialog shows its own result; two live regions would be announced twice.</summary>
    public bool IsOpen { get; private set; }

    public ActionResult? Result { get; private set; }

    public void Forget() => Result = null;

    /// <summary>Opens a dialog, unless one is open, and waits until it is closed.</summary>
    /// <param name="action">Whose dialog.</param>
    /// <param name="target">The object that it is about.</param>
    /// <param name="displayed">The object as displayed, whatever the watch delivers while the dialog is open.</param>
    /// <param name="actor">The user.</param>
    /// <param name="clusterName">The kubeconfig's context.</param>
    public async Task OpenAsync(CatalogAction action, ActionTarget target, ClusterObject displayed, Actor actor, string clusterName)
    {
        if (IsOpen)
            return;
        IsOpen = true;
        Forget();
        changed();
        var parameters = new DialogParameters
        {
            { "Object", displayed },
            { "Context", new ActionDialogContext(action.Definition, target, actor, clusterName, End) },
        };
        var dialog = await dialogs.ShowAsync(action.Dialog, $"{action.Definition.Verb} {target.Name}", parameters, Options);
        await dialog.Result;
        IsOpen = false;
        changed();
    }

    private void End(ActionResult ended)
    {
        Result = ended;
        changed();
    }
}
