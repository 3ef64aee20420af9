using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Commands;
using K8sDashboard.Cluster.State;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace K8sDashboard.Web.Ui.Commands;

/// <summary>Opens the dialogs of workloads' commands, one at a time, and keeps how the last one ended.</summary>
/// <param name="dialogs">Where they are shown.</param>
/// <param name="changed">Draws again who shows the outcome.</param>
public sealed class WorkloadDialogs(IDialogService dialogs, Action changed)
{
    private static readonly DialogOptions Options = new()
    {
        BackdropClick = false,
        CloseOnEscapeKey = false,
        MaxWidth = MaxWidth.Medium,
        FullWidth = true,
    };

    /// <summary>A dialog shows its own outcome; two regions of one name would be read twice.</summary>
    public bool IsOpen { get; private set; }

    public CommandOutcome? Outcome { get; private set; }

    public void Forget() => Outcome = null;

    public async Task OpenAsync<TDialog>(string verb, Workload workload, Actor actor, string clusterName)
        where TDialog : IComponent
    {
        if (IsOpen)
            return;
        IsOpen = true;
        Forget();
        changed();
        var parameters = new DialogParameters
        {
            // What the person sees now is what the command is given for, whatever the watch brings while the dialog is open.
            { "Workload", workload },
            { "Actor", actor },
            { "ClusterName", clusterName },
            { "Ended", (Action<CommandOutcome>)End },
        };
        var dialog = await dialogs.ShowAsync<TDialog>($"{verb} {workload.Name}", parameters, Options);
        await dialog.Result;
        IsOpen = false;
        changed();
    }

    private void End(CommandOutcome ended)
    {
        Outcome = ended;
        changed();
    }
}
