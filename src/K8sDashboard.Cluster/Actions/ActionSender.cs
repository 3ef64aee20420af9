using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The result of sending an action, or its dry run.</summary>
internal abstract record ActionSent
{
    private ActionSent() { }

    /// <summary>The last response, and the objects that its request was planned from.</summary>
    public sealed record Answered(LiveTarget Live, ApiAnswer Answer) : ActionSent;

    /// <summary>Not sent, or not retried.</summary>
    public sealed record Stopped(ActionOutcome Outcome) : ActionSent;
}

/// <summary>
/// Read, plan, send (optimistic concurrency); retries on a conflict while the precondition of the action still holds.
/// </summary>
internal sealed class ActionSender(ApiClient api)
{
    /// <summary>Retries after a conflict. Enough for a status that changes five times a second.</summary>
    public const int MaxResends = 3;

    /// <summary>The field manager in the object's managedFields.</summary>
    public const string FieldManager = "k8s-dashboard";

    /// <param name="reading">Cancels it before something is sent.</param>
    /// <param name="sending">Cancels the wait for a response; not for a real write, whose outcome must be known.</param>
    public async Task<ActionSent> SendAsync(
        ClusterAction action,
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
            var (live, failure) = await TargetReader.ReadAsync(api, action, reading);
            if (live is null)
                return new ActionSent.Stopped(failure!);
            // Rejected although nothing had changed: not a race, so the server's message is the outcome.
            if (race is not null && live.Object.ResourceVersion() == versions.Read)
                return new ActionSent.Answered(live, race);
            var plan = ActionPlanner.Plan(action, live, now);
            if (plan is ActionPlan.Refuse { Outcome: var refused })
                return new ActionSent.Stopped(refused);
            if (sendings > MaxResends)
                return new ActionSent.Stopped(
                    new ActionOutcome.Conflict($"It was sent {sendings} times, and changed each time before it arrived: {race!.Message}")
                );

            versions.Read = live.Object.ResourceVersion();
            var call = ((ActionPlan.Send)plan).Call;
            var query = $"fieldManager={FieldManager}{(dryRun ? "&dryRun=All" : "")}";
            var answer = await api.SendAsync(call.Method, $"{call.Path}?{query}", call.Body, call.ContentType, sending);
            if (answer is not ApiAnswer.StatusError refusal || !CanBeRace(refusal, call))
                return new ActionSent.Answered(live, answer);
            race = refusal;
        }
    }

    // A failed `test` operation of a JSON patch is a 422 whose message does not differ from that of other 422s.
    private static bool CanBeRace(ApiAnswer.StatusError refusal, ApiCall call) =>
        refusal.Status == 409 || (refusal.Status == 422 && call.ContentType == RollbackPlanner.JsonPatch);
}
