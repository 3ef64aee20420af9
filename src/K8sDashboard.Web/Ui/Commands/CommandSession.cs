using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Commands;

namespace K8sDashboard.Web.Ui.Commands;

/// <summary>
/// The state of one open dialog: the latest preview and at most one request. Runs on the circuit's dispatcher only, so that a second click
/// finds the flag set by the first.
/// </summary>
internal sealed class CommandSession(Actor actor, CommandRunner runner, CommandPreviewer previewer) : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private CancellationTokenSource? previewing;
    private Task previewed = Task.CompletedTask;
    private ClusterCommand? shown;

    /// <summary>The dry run's result for the current command; null while pending.</summary>
    public CommandPreview? Preview { get; private set; }

    /// <summary>The latest known warnings: of the initial command, then of each preview. Kept while a preview is pending.</summary>
    public ImmutableArray<string> Warnings { get; private set; } = [];

    public bool IsSending { get; private set; }

    public CommandOutcome? Outcome { get; private set; }

    /// <summary>It succeeded: nothing is left to retry.</summary>
    public bool IsDone => Outcome is CommandOutcome.Done;

    /// <summary>The dry run completed or is not available, and no request is in flight.</summary>
    public bool MaySend => !IsSending && !IsDone && Preview is (CommandPreview.Ready or CommandPreview.Unavailable);

    /// <summary>
    /// The dry run succeeded. Stricter than <see cref="MaySend"/>: the Enter key never sends a command whose effect is not on the screen.
    /// </summary>
    public bool IsAccepted => MaySend && Preview is CommandPreview.Ready;

    /// <summary>Requests the warnings of the initial command.</summary>
    public async Task WarnAsync(ClusterCommand command)
    {
        var warnings = await previewer.WarningsAsync(actor, command, closed.Token);
        if (Preview is null)
            Warnings = warnings;
    }

    /// <summary>Requests the preview of another command and discards the pending one.</summary>
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

    /// <summary>Sends the command once; null where that is not allowed, a request is in flight, or it was done before.</summary>
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
            // Superseded by another command, or the dialog was closed.
        }
    }
}
