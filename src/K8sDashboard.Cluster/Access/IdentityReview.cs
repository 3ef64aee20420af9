using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// Who the API server authenticates the actor as: a <c>SelfSubjectReview</c>, as in <c>kubectl auth whoami</c>. Since Kubernetes 1.28.
/// See https://kubernetes.io/docs/reference/access-authn-authz/authentication/#self-subject-review.
/// </summary>
public sealed class IdentityReview
{
    internal const string Path = "apis/authentication.k8s.io/v1/selfsubjectreviews";

    private const int NotFound = 404;

    private readonly Func<Actor, JsonObject, CancellationToken, Task<ApiAnswer>> ask;

    /// <param name="ask">Sends the review with the actor's credentials.</param>
    internal IdentityReview(Func<Actor, JsonObject, CancellationToken, Task<ApiAnswer>> ask) => this.ask = ask;

    /// <summary>The user and groups, or why they are unknown.</summary>
    public async Task<IdentityAnswer> AskAsync(Actor actor, CancellationToken cancellation)
    {
        var review = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "SelfSubjectReview" };
        return await ask(actor, review, cancellation) switch
        {
            ApiAnswer.Success(var body) => new(Words(body), IsKnown: true) { User = User(body) },
            ApiAnswer.StatusError { Status: NotFound } => new(
                "not reported by this API server, which is before Kubernetes 1.28",
                IsKnown: true
            ),
            ApiAnswer.StatusError refusal => new($"not known: {refusal.Message}", IsKnown: false),
            ApiAnswer.NotSent(var why) => new($"not known: {why}", IsKnown: false),
            ApiAnswer.Lost(var why) => new($"not known: {why}", IsKnown: false),
            _ => throw new InvalidOperationException(),
        };
    }

    private static string User(JsonObject review) => VisibleText.OneLine(review.Text("status", "userInfo", "username"));

    private static string Words(JsonObject review)
    {
        var groups = review.At("status", "userInfo", "groups") is JsonArray list ? string.Join(", ", list) : "";
        var identity = $"{User(review)}{(groups.Length > 0 ? $" in {groups}" : "")}";
        return identity.Length > 0 ? VisibleText.OneLine(identity) : "not reported";
    }
}

/// <summary>The result of a <c>SelfSubjectReview</c>.</summary>
/// <param name="Words">A text for the UI.</param>
/// <param name="IsKnown">The result is final: another review would return the same.</param>
public sealed record IdentityAnswer(string Words, bool IsKnown)
{
    /// <summary>The user name alone; empty where unknown.</summary>
    public string User { get; init; } = "";
}
