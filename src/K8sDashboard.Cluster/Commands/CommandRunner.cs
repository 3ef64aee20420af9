using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Commands;

/// <summary>
/// Executes commands with the actor's credentials. A write is retried only after a conflict that left it without effect, and only while
/// the precondition still holds; a lost response is resolved by a read-back.
/// </summary>
public sealed class CommandRunner(TimeProvider time, AccessReviews reviews, WriteMetrics metrics, ILogger<CommandRunner> log)
{
    /// <summary>
    /// Runs a command; <paramref name="cancellation"/> cancels only the reads before the write, never the wait for its response.
    /// </summary>
    public async Task<CommandOutcome> RunAsync(Actor actor, ClusterCommand command, CancellationToken cancellation)
    {
        var versions = new Versions();
        var outcome = await OutcomeAsync(actor, command, versions, cancellation);
        log.Write(actor, command, versions, outcome);
        metrics.Count(command, outcome);
        if (outcome is CommandOutcome.Forbidden)
            reviews.Forget(actor);
        return outcome;
    }

    private async Task<CommandOutcome> OutcomeAsync(Actor actor, ClusterCommand command, Versions versions, CancellationToken cancellation)
    {
        if (actor.ReadOnly)
            return new CommandOutcome.Forbidden("This dashboard runs read-only; nothing was sent.");
        var now = time.GetUtcNow();
        var api = new ApiClient(actor.Client, time);
        switch (await new CommandSender(api).SendAsync(command, now, dryRun: false, versions, cancellation, CancellationToken.None))
        {
            case CommandSent.Stopped stopped:
                return stopped.Outcome;
            case CommandSent.Answered { Live: var live, Answer: ApiAnswer.Success { Body: var written } }:
                versions.Written = written.ResourceVersion();
                return new CommandOutcome.Done(CommandEffect.Words(command, live));
            // 5xx: etcd may have committed the write although the API server returned an error.
            case CommandSent.Answered { Live: var live, Answer: ApiAnswer.Lost or ApiAnswer.StatusError { Status: >= 500 } } sent:
                return await new ReadBack(api, time).ResolveAsync(command, live, now, sent.Answer, versions);
            case CommandSent.Answered sent:
                return TargetReader.Failure(sent.Answer);
            default:
                throw new InvalidOperationException();
        }
    }
}
