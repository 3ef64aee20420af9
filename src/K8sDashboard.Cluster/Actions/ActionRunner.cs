using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// Executes actions with the actor's credentials. A write is retried only after a conflict that left it without effect, and only while
/// the precondition still holds; a lost response is resolved by a read-back.
/// </summary>
public sealed class ActionRunner(TimeProvider time, AccessReviews reviews, WriteMetrics metrics, ILogger<ActionRunner> log)
{
    /// <summary>
    /// Runs an action; <paramref name="cancellation"/> cancels only the reads before the write, never the wait for its response.
    /// </summary>
    public async Task<ActionResult> RunAsync(Actor actor, IResourceAction action, CancellationToken cancellation)
    {
        var versions = new Versions();
        var result = actor.ReadOnly
            ? new ActionResult.Forbidden("This dashboard runs read-only; nothing was sent.")
            : await new ActionSender(new ApiClient(actor.Client, time), time, versions).SendAsync(action, dryRun: false, cancellation);
        log.Write(actor, action, versions, result);
        metrics.Count(action, result);
        return Reviewed(actor, result);
    }

    /// <summary>Runs an action as a server-side dry run, after its warnings were read.</summary>
    public async Task<ActionResult> DryRunAsync(Actor actor, IResourceAction action, CancellationToken cancellation)
    {
        var api = new ApiClient(actor.Client, time);
        var warnings = await action.WarningsAsync(api, cancellation);
        var result = await new ActionSender(api, time, new Versions()).SendAsync(action, dryRun: true, cancellation);
        return Reviewed(actor, result with { IsDryRun = true, Warnings = warnings });
    }

    /// <summary>The warnings to show before an action's inputs are chosen; the dry run reads them again.</summary>
    /// <param name="actor">Whose credentials are used.</param>
    /// <param name="action">Its inputs do not matter.</param>
    /// <param name="cancellation">Cancels the reads.</param>
    public Task<ImmutableArray<string>> WarningsAsync(Actor actor, IResourceAction action, CancellationToken cancellation) =>
        action.WarningsAsync(new ApiClient(actor.Client, time), cancellation);

    private ActionResult Reviewed(Actor actor, ActionResult result)
    {
        if (result is ActionResult.Forbidden)
            reviews.Forget(actor);
        return result;
    }
}
