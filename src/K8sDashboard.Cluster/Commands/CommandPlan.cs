using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Commands;

/// <summary>What a command comes to for the object as it is now.</summary>
internal abstract record CommandPlan
{
    private CommandPlan() { }

    /// <summary>One request to send.</summary>
    public sealed record Send(ApiCall Call) : CommandPlan;

    /// <summary>No request: the outcome is clear already.</summary>
    public sealed record Refuse(CommandOutcome Outcome) : CommandPlan;
}

/// <summary>A write: one HTTP request with the precondition in its body.</summary>
/// <param name="Path">Below the API server's address, without query.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, string ContentType, JsonNode Body);

/// <summary>What was read for a command just before it is planned.</summary>
/// <param name="Object">The Deployment, or the Scale of the workload.</param>
/// <param name="ReplicaSets">For a rollback: the sets in its namespace that its selector finds.</param>
internal sealed record LiveTarget(JsonObject Object, IReadOnlyList<JsonObject> ReplicaSets);
