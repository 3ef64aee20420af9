using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Commands;

/// <summary>What became of sending a command, or its dry run.</summary>
internal abstract record CommandSent
{
    private CommandSent() { }

    /// <summary>The last request's answer, and what it was planned from.</summary>
    public sealed record Answered(LiveTarget Live, ApiAnswer Answer) : CommandSent;

    /// <summary>Not sent, or not again.</summary>
    public sealed record Stopped(CommandOutcome Outcome) : CommandSent;
}

/// <summary>Reads, plans and sends; and again where the object changed in between while all that the person saw still holds.</summary>
internal sealed class CommandSender(ApiClient api)
{
    /// <summary>Sendings after the first, each after a conflict. A status that changes five times a second seldom wins twice.</summary>
    public const int MaxResends = 3;

    /// <summary>Who wrote it, in the object's managedFields.</summary>
    public const string FieldManager = "k8s-dashboard";

    /// <param name="reading">Ends it before something is sent.</param>
    /// <param name="sending">Ends the wait for an answer; not for a real write, whose outcome must be known.</param>
    public async Task<CommandSent> SendAsync(
        ClusterCommand command,
        DateTimeOffset now,
        bool dryRun,
        Versions versions,
        CancellationToken reading,
        CancellationToken sending
    )
    {
        ApiAnswer.StatusError? race = null;
        for (var sendings = 0; ; sendings++)
        {
            var (live, failure) = await TargetReader.ReadAsync(api, command, reading);
            if (live is null)
                return new CommandSent.Stopped(failure!);
            // Refused though nothing had changed: not a race, so the server's words are the answer.
            if (race is not null && live.Object.ResourceVersion() == versions.Read)
                return new CommandSent.Answered(live, race);
            var plan = CommandPlanner.Plan(command, live, now);
            if (plan is CommandPlan.Refuse { Outcome: var refused })
                return new CommandSent.Stopped(refused);
            if (sendings > MaxResends)
                return new CommandSent.Stopped(
                    new CommandOutcome.Conflict($"It was sent {sendings} times, and changed each time before it arrived: {race!.Message}")
                );

            versions.Read = live.Object.ResourceVersion();
            var call = ((CommandPlan.Send)plan).Call;
            var query = $"fieldManager={FieldManager}{(dryRun ? "&dryRun=All" : "")}";
            var answer = await api.SendAsync(call.Method, $"{call.Path}?{query}", call.Body, call.ContentType, sending);
            if (answer is not ApiAnswer.StatusError refusal || !CanBeRace(refusal, call))
                return new CommandSent.Answered(live, answer);
            race = refusal;
        }
    }

    // A failed `test` of a JSON patch is a 422 whose words do not tell it from any other.
    private static bool CanBeRace(ApiAnswer.StatusError refusal, ApiCall call) =>
        refusal.Status == 409 || (refusal.Status == 422 && call.ContentType == RollbackPlanner.JsonPatch);
}
