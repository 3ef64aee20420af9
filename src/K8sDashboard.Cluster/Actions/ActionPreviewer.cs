using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Previews an action by a server-side dry run.</summary>
public sealed class ActionPreviewer(TimeProvider time, AccessReviews reviews)
{
    public async Task<ActionPreview> PreviewAsync(Actor actor, ClusterAction action, CancellationToken cancellation)
    {
        var preview = await AskAsync(actor, action, cancellation);
        if (preview is ActionPreview.Rejected { Outcome: ActionOutcome.Forbidden })
            reviews.Forget(actor);
        return preview;
    }

    /// <summary>The warnings to show before an action's inputs are chosen; the preview reads them again.</summary>
    /// <param name="actor">Whose credentials are used.</param>
    /// <param name="action">Only its verb and its target matter.</param>
    /// <param name="cancellation">Cancels the reads.</param>
    public Task<ImmutableArray<string>> WarningsAsync(Actor actor, ClusterAction action, CancellationToken cancellation) =>
        WarningsAsync(new ApiClient(actor.Client, time), action, cancellation);

    private async Task<ActionPreview> AskAsync(Actor actor, ClusterAction action, CancellationToken cancellation)
    {
        var api = new ApiClient(actor.Client, time);
        var warnings = await WarningsAsync(api, action, cancellation);
        return await new ActionSender(api).SendAsync(
            action,
            time.GetUtcNow(),
            dryRun: true,
            new Versions(),
            cancellation,
            cancellation
        ) switch
        {
            ActionSent.Stopped stopped => new ActionPreview.Rejected(stopped.Outcome, warnings),
            ActionSent.Answered { Live: var live, Answer: ApiAnswer.Success { Body: var after } } => new ActionPreview.Ready(
                Changes(live.Object, after),
                warnings
            ),
            ActionSent.Answered { Answer: ApiAnswer.StatusError { Status: 401 or 403 or 409 or 422 } refusal } =>
                new ActionPreview.Rejected(TargetReader.Failure(refusal), warnings),
            ActionSent.Answered { Answer: ApiAnswer.StatusError refusal } => new ActionPreview.Unavailable(refusal.Message, warnings),
            ActionSent.Answered { Answer: ApiAnswer.NotSent failure } => new ActionPreview.Unavailable(failure.Message, warnings),
            ActionSent.Answered { Answer: ApiAnswer.Lost failure } => new ActionPreview.Unavailable(failure.Message, warnings),
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<ImmutableArray<string>> WarningsAsync(ApiClient api, ClusterAction action, CancellationToken cancellation) =>
        action is ClusterAction.Scale scale && await TargetReader.AutoscalerWarningAsync(api, scale, cancellation) is { } warning
            ? [warning]
            : [];

    private static ImmutableArray<DiffLine> Changes(JsonObject before, JsonObject after) =>
        TextDiff.Of(ObjectYaml.Of(WrittenFields.Of(before)), ObjectYaml.Of(WrittenFields.Of(after)));
}
