using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// Read, plan, send (optimistic concurrency); retries on a conflict while the precondition of the action still holds.
/// </summary>
/// <param name="versions">Receives the resourceVersions read and written.</param>
internal sealed class ActionSender(ApiClient api, TimeProvider time, Versions versions)
{
    /// <summary>Retries after a conflict. Enough for a status that changes five times a second.</summary>
    public const int MaxResends = 3;

    /// <summary>The field manager in the object's managedFields.</summary>
    public const string FieldManager = "k8s-dashboard";

    /// <param name="cancellation">
    /// Cancels the reads before the write, and a dry run. The wait for the response of a real write is never cancelled: its result must be
    /// known.
    /// </param>
    public async Task<ActionResult> SendAsync(IResourceAction action, bool dryRun, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        ApiAnswer.StatusError? race = null;
        for (var sendings = 0; ; sendings++)
        {
            var read = await api.GetAsync(action.Path, cancellation);
            if (read is not ApiAnswer.Success { Body: var body })
                return ActionFailure.Of(read);
            var related = await action.ReadRelatedAsync(api, body, cancellation);
            if (related is not ApiAnswer.Success { Body: var list })
                return ActionFailure.Of(related);
            var live = new LiveTarget(body, [.. list.Items("items")]);
            // Rejected although nothing had changed: not a race, so the server's message is the result.
            if (race is not null && live.Object.ResourceVersion() == versions.Read)
                return await ResultAsync(action, live, now, race, dryRun);
            if (Preconditions.Refusal(action, live) is { } refused)
                return refused;
            if (sendings > MaxResends)
                return new ActionResult.Conflict($"It was sent {sendings} times, and changed each time before it arrived: {race!.Message}");

            versions.Read = live.Object.ResourceVersion();
            var request = action.Request(live, now);
            var answer = await api.SendAsync(
                request.Method,
                $"{request.Path}?fieldManager={FieldManager}{(dryRun ? "&dryRun=All" : "")}",
                request.Body,
                request.ContentType,
                dryRun ? cancellation : CancellationToken.None
            );
            if (answer is not ApiAnswer.StatusError refusal || !CanBeRace(refusal, request))
                return await ResultAsync(action, live, now, answer, dryRun);
            race = refusal;
        }
    }

    private async Task<ActionResult> ResultAsync(
        IResourceAction action,
        LiveTarget before,
        DateTimeOffset now,
        ApiAnswer answer,
        bool dryRun
    )
    {
        switch (answer)
        {
            case ApiAnswer.Success { Body: var after }:
                versions.Written = after.ResourceVersion();
                return new ActionResult.Done(action.Description(before)) { Changes = dryRun ? Changes(before.Object, after) : [] };
            case ApiAnswer.StatusError { Status: 401 or 403 or 409 or 422 } refusal:
                return ActionFailure.Of(refusal);
            // A failed dry run proves nothing about the action: some admission webhooks reject every dry run with 400.
            case var failure when dryRun:
                return new ActionResult.Unknown(ActionFailure.Message(failure));
            // 5xx: etcd may have committed the write although the API server returned an error.
            case ApiAnswer.Lost or ApiAnswer.StatusError { Status: >= 500 }:
                return await new ReadBack(api, time).ResolveAsync(action, before, now, answer, versions);
            default:
                return ActionFailure.Of(answer);
        }
    }

    private static ImmutableArray<DiffLine> Changes(JsonObject before, JsonObject after) =>
        TextDiff.Of(ObjectYaml.Of(WrittenFields.Of(before)), ObjectYaml.Of(WrittenFields.Of(after)));

    // A failed `test` operation of a JSON patch is a 422 whose message does not differ from that of other 422s.
    private static bool CanBeRace(ApiAnswer.StatusError refusal, WriteRequest request) =>
        refusal.Status == 409 || (refusal.Status == 422 && request.ContentType == WriteRequest.JsonPatch);
}
