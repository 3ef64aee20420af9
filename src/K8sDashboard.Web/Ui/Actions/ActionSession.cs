using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>
/// The state of one open dialog: the latest preview and at most one request. Runs on the circuit's dispatcher only, so that a second click
/// finds the flag set by the first.
/// </summary>
internal sealed class ActionSession(Actor actor, ActionRunner runner) : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private CancellationTokenSource? previewing;
    private Task previewed = Task.CompletedTask;
    private IResourceAction? shown;

    /// <summary>The dry run's result for the current action; null while pending.</summary>
    public ActionResult? Preview { get; private set; }

    /// <summary>The latest known warnings: of the initial action, then of each preview. Kept while a preview is pending.</summary>
    public ImmutableArray<string> Warnings { get; private set; } = [];

    public bool IsSending { get; private set; }

    public ActionResult? Result { get; private set; }

    /// <summary>It succeeded: nothing is left to retry.</summary>
    public bool IsDone => Result is ActionResult.Done;

    /// <summary>The dry run completed or is not available, and no request is in flight.</summary>
    public bool MaySend => !IsSending && !IsDone && Preview is (ActionResult.Done or ActionResult.Unknown);

    /// <summary>
    /// The dry run succeeded. Stricter than <see cref="MaySend"/>: the Enter key never sends an action whose effect is not on the screen.
    /// </summary>
    public bool IsAccepted => MaySend && Preview is ActionResult.Done;

    /// <summary>Requests the warnings of the initial action.</summary>
    public async Task WarnAsync(IResourceAction action)
    {
        var warnings = await runner.WarningsAsync(actor, action, closed.Token);
        if (Preview is null)
            Warnings = warnings;
    }

    /// <summary>Requests the preview of another action and discards the pending one.</summary>
    public Task ShowAsync(IResourceAction? action)
    {
        if (Equals(action, shown))
            return previewed;
        shown = action;
        previewing?.Cancel();
        previewing?.Dispose();
        previewing = null;
        Preview = null;
        if (action is null)
            return Task.CompletedTask;
        previewing = new CancellationTokenSource();
        return previewed = PreviewAsync(action, previewing.Token);
    }

    /// <summary>Sends the action once; null where that is not allowed, a request is in flight, or it was done before.</summary>
    public async Task<ActionResult?> SendAsync(IResourceAction action)
    {
        if (!MaySend || !action.Equals(shown))
            return null;
        IsSending = true;
        Result = null;
        try
        {
            return Result = await runner.RunAsync(actor, action, CancellationToken.None);
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

    private async Task PreviewAsync(IResourceAction action, CancellationToken cancellation)
    {
        try
        {
            var preview = await runner.DryRunAsync(actor, action, cancellation);
            if (cancellation.IsCancellationRequested)
                return;
            (Preview, Warnings) = (preview, preview.Warnings);
        }
        catch (OperationCanceledException)
        {
            // Superseded by another action, or the dialog was closed.
        }
    }
}
