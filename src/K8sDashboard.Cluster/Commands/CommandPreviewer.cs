using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Commands;

/// <summary>Previews a command by a server-side dry run.</summary>
public sealed class CommandPreviewer(TimeProvider time, AccessReviews reviews)
{
    public async Task<CommandPreview> PreviewAsync(Actor actor, ClusterCommand command, CancellationToken cancellation)
    {
        var preview = await AskAsync(actor, command, cancellation);
        if (preview is CommandPreview.Rejected { Outcome: CommandOutcome.Forbidden })
            reviews.Forget(actor);
        return preview;
    }

    /// <summary>The warnings to show before a command's inputs are chosen; the preview reads them again.</summary>
    /// <param name="actor">Whose credentials are used.</param>
    /// <param name="command">Only its verb and its target matter.</param>
    /// <param name="cancellation">Cancels the reads.</param>
    public Task<ImmutableArray<string>> WarningsAsync(Actor actor, ClusterCommand command, CancellationToken cancellation) =>
        WarningsAsync(new ApiClient(actor.Client, time), command, cancellation);

    private async Task<CommandPreview> AskAsync(Actor actor, ClusterCommand command, CancellationToken cancellation)
    {
        var api = new ApiClient(actor.Client, time);
        var warnings = await WarningsAsync(api, command, cancellation);
        return await new CommandSender(api).SendAsync(
            command,
            time.GetUtcNow(),
            dryRun: true,
            new Versions(),
            cancellation,
            cancellation
        ) switch
        {
            CommandSent.Stopped stopped => new CommandPreview.Rejected(stopped.Outcome, warnings),
            CommandSent.Answered { Live: var live, Answer: ApiAnswer.Success { Body: var after } } => new CommandPreview.Ready(
                Changes(live.Object, after),
                warnings
            ),
            CommandSent.Answered { Answer: ApiAnswer.StatusError { Status: 401 or 403 or 409 or 422 } refusal } =>
                new CommandPreview.Rejected(TargetReader.Failure(refusal), warnings),
            CommandSent.Answered { Answer: ApiAnswer.StatusError refusal } => new CommandPreview.Unavailable(refusal.Message, warnings),
            CommandSent.Answered { Answer: ApiAnswer.NotSent failure } => new CommandPreview.Unavailable(failure.Message, warnings),
            CommandSent.Answered { Answer: ApiAnswer.Lost failure } => new CommandPreview.Unavailable(failure.Message, warnings),
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<ImmutableArray<string>> WarningsAsync(
        ApiClient api,
        ClusterCommand command,
        CancellationToken cancellation
    ) =>
        command is ClusterCommand.Scale scale && await TargetReader.AutoscalerWarningAsync(api, scale, cancellation) is { } warning
            ? [warning]
            : [];

    private static ImmutableArray<DiffLine> Changes(JsonObject before, JsonObject after) =>
        TextDiff.Of(ObjectYaml.Of(WrittenFields.Of(before)), ObjectYaml.Of(WrittenFields.Of(after)));
}
