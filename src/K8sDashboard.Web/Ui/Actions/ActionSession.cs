using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>
/// The state of one open dialog: the latest preview, debounced, and at most one request. Runs on the circuit's dispatcher only, so that a
/// second click finds the flag set by the first.
/// </summary>
internal sealed class ActionSession(Actor actor, ActionRunner runner, TimeProvider time) : IDisposable
{
    /// <summary>Debounce of the dry run, which is up to three requests: the pause in typing that ends it.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(300);

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

    /// <summary>Requests the preview of another action and discards the pending one, so that an outdated answer is never shown.</summary>
    /// <param name="action">The action of the current inputs; null while they are invalid.</param>
    /// <param name="atOnce">Without debounce: no input led to it.</param>
    public Task ShowAsync(IResourceAction? action, bool atOnce = false)
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
        return previewed = PreviewAsync(action, atOnce ? TimeSpan.Zero : Debounce, previewing.Token);
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

    private async Task PreviewAsync(IResourceAction action, TimeSpan delay, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(delay, time, cancellation);
            var preview = await runner.DryRunAsync(actor, action, cancellation);
            if (cancellation.IsCancellationRequested)
                return;
            Preview = preview;
            Warnings = preview.Warnings;
        }
        catch (OperationCanceledException)
        {
            // Superseded by another action, or the dialog was closed.
        }
    }
}
