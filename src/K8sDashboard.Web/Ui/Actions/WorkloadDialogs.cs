using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources.Workloads;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>Opens the dialogs of workload actions, one at a time, and keeps the last result.</summary>
/// <param name="dialogs">Shows them.</param>
/// <param name="changed">Renders the component with the result.</param>
public sealed class WorkloadDialogs(IDialogService dialogs, Action changed)
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

    public async Task OpenAsync<TDialog>(ActionDefinition definition, Workload workload, Actor actor, string clusterName)
        where TDialog : IComponent
    {
        if (IsOpen)
            return;
        IsOpen = true;
        Forget();
        changed();
        var parameters = new DialogParameters
        {
            // The object as displayed when the dialog opens, whatever the watch delivers meanwhile.
            { "Object", workload },
            { "Context", new ActionDialogContext(definition, Target(workload), actor, clusterName, End) },
        };
        var dialog = await dialogs.ShowAsync<TDialog>($"{definition.Verb} {workload.Name}", parameters, Options);
        await dialog.Result;
        IsOpen = false;
        changed();
    }

    public static ActionTarget Target(Workload workload) => new(workload.Kind, workload.Ref, workload.Uid);

    private void End(ActionResult ended)
    {
        Result = ended;
        changed();
    }
}
