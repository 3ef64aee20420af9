using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>One <c>SelfSubjectAccessReview</c>, sent with the actor's credentials.</summary>
internal sealed class AccessReview(Actor actor, TimeProvider time)
{
    /// <summary>Timeout of the review: a button waits for it. Afterwards the API server decides when the button is pressed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const string Path = "apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    public async Task<AccessAnswer> AskAsync(AccessRight right)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        try
        {
            // Not by the library's typed call: its exception carries the bearer token.
            return await new ApiClient(actor.Client, time).SendAsync(
                HttpMethod.Post,
                Path,
                right.Review(),
                "application/json",
                timeout.Token
            ) switch
            {
                ApiAnswer.Success { Body: var review } => Read(right, review),
                ApiAnswer.StatusError refusal => new AccessAnswer.Unknown(right, refusal.Message),
                ApiAnswer.NotSent failure => new AccessAnswer.Unknown(right, failure.Message),
                ApiAnswer.Lost failure => new AccessAnswer.Unknown(right, failure.Message),
                _ => throw new InvalidOperationException(),
            };
        }
        catch (OperationCanceledException)
        {
            return new AccessAnswer.Unknown(right, $"No answer within {Patience.TotalSeconds:0} s.");
        }
    }

    private static AccessAnswer Read(AccessRight right, JsonObject review)
    {
        if (review.At("status", "allowed") is not JsonValue value || !value.TryGetValue<bool>(out var allowed))
            return new AccessAnswer.Unknown(right, "The answer to the access review holds no verdict.");
        return allowed ? new AccessAnswer.Allowed() : new AccessAnswer.Forbidden(right, Reason(review));
    }

    private static string Reason(JsonObject review)
    {
        string[] reasons = [review.Text("status", "reason"), review.Text("status", "evaluationError")];
        var reason = string.Join("; ", reasons.Where(text => text.Length > 0));
        return reason.Length == 0 ? "no role grants it." : VisibleText.Of(reason);
    }
}
