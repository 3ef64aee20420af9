using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
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
    public async Task<ActionOutcome> RunAsync(Actor actor, ClusterAction action, CancellationToken cancellation)
    {
        var versions = new Versions();
        var outcome = await OutcomeAsync(actor, action, versions, cancellation);
        log.Write(actor, action, versions, outcome);
        metrics.Count(action, outcome);
        if (outcome is ActionOutcome.Forbidden)
            reviews.Forget(actor);
        return outcome;
    }

    private async Task<ActionOutcome> OutcomeAsync(Actor actor, ClusterAction action, Versions versions, CancellationToken cancellation)
    {
        if (actor.ReadOnly)
            return new ActionOutcome.Forbidden("This dashboard runs read-only; nothing was sent.");
        var now = time.GetUtcNow();
        var api = new ApiClient(actor.Client, time);
        switch (await new ActionSender(api).SendAsync(action, now, dryRun: false, versions, cancellation, CancellationToken.None))
        {
            case ActionSent.Stopped stopped:
                return stopped.Outcome;
            case ActionSent.Answered { Live: var live, Answer: ApiAnswer.Success { Body: var written } }:
                versions.Written = written.ResourceVersion();
                return new ActionOutcome.Done(ActionEffect.Words(action, live));
            // 5xx: etcd may have committed the write although the API server returned an error.
            case ActionSent.Answered { Live: var live, Answer: ApiAnswer.Lost or ApiAnswer.StatusError { Status: >= 500 } } sent:
                return await new ReadBack(api, time).ResolveAsync(action, live, now, sent.Answer, versions);
            case ActionSent.Answered sent:
                return TargetReader.Failure(sent.Answer);
            default:
                throw new InvalidOperationException();
        }
    }
}
