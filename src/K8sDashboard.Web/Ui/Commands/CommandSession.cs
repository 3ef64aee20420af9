using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Commands;

namespace K8sDashboard.Web.Ui.Commands;

/// <summary>
/// One open dialog: the newest preview, and at most one sending. All of it runs on the circuit's own thread, so that a second
/// click finds the first one's mark.
/// </summary>
internal sealed class CommandSession(Actor actor, CommandRunner runner, CommandPreviewer previewer) : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private CancellationTokenSource? previewing;
    private Task previewed = Task.CompletedTask;
    private ClusterCommand? shown;

    /// <summary>What the API server says to the command as it stands in the dialog; null until it has answered.</summary>
    public CommandPreview? Preview { get; private set; }

    /// <summary>
    /// The newest that is known: of the dialog's opening, then of each preview. Those of before stay while a preview is asked for.
    /// </summary>
    public ImmutableArray<string> Warnings { get; private set; } = [];

    public bool IsSending { get; private set; }

    public CommandOutcome? Outcome { get; private set; }

    /// <summary>Sent with an end that leaves nothing to repeat.</summary>
    public bool IsDone => Outcome is CommandOutcome.Done;

    /// <summary>The dry run was had, or cannot be had, and nothing is under way.</summary>
    public bool MaySend => !IsSending && !IsDone && Preview is (CommandPreview.Ready or CommandPreview.Unavailable);

    /// <summary>
    /// The dry run was accepted. Stricter than <see cref="MaySend"/>: a key stroke sends nothing whose effect is not on the screen.
    /// </summary>
    public bool IsAccepted => MaySend && Preview is CommandPreview.Ready;

    /// <summary>Asks what to know before the inputs are chosen.</summary>
    public async Task WarnAsync(ClusterCommand command)
    {
        var warnings = await previewer.WarningsAsync(actor, command, closed.Token);
        if (Preview is null)
            Warnings = warnings;
    }

    /// <summary>Asks for the preview of another command; what was asked before no longer counts.</summary>
    public Task ShowAsync(ClusterCommand? command)
    {
        if (command == shown)
            return previewed;
        shown = command;
        previewing?.Cancel();
        previewing?.Dispose();
        previewing = null;
        Preview = null;
        if (command is null)
            return Task.CompletedTask;
        previewing = new CancellationTokenSource();
        return previewed = PreviewAsync(command, previewing.Token);
    }

    /// <summary>Sends the command, once; the outcome, or null where it may not be sent, one is under way or was done already.</summary>
    public async Task<CommandOutcome?> SendAsync(ClusterCommand command)
    {
        if (!MaySend || command != shown)
            return null;
        IsSending = true;
        Outcome = null;
        try
        {
            return Outcome = await runner.RunAsync(actor, command, CancellationToken.None);
        }
        finally
        {
            IsSending = false;
        }
    }

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
        previewing?.Cancel();
        previewing?.Dispose();
        previewing = null;
    }

    private async Task PreviewAsync(ClusterCommand command, CancellationToken cancellation)
    {
        try
        {
            var preview = await previewer.PreviewAsync(actor, command, cancellation);
            if (cancellation.IsCancellationRequested)
                return;
            (Preview, Warnings) = (preview, preview.Warnings);
        }
        catch (OperationCanceledException)
        {
            // The dialog shows another command by now, or is closed.
        }
    }
}
