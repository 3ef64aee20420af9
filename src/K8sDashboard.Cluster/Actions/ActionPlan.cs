using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The plan of an action for the current object.</summary>
internal abstract record ActionPlan
{
    private ActionPlan() { }

    /// <summary>One request to send.</summary>
    public sealed record Send(ApiCall Call) : ActionPlan;

    /// <summary>No request: the outcome is already determined.</summary>
    public sealed record Refuse(ActionOutcome Outcome) : ActionPlan;
}

/// <summary>A write: one HTTP request with the precondition in its body.</summary>
/// <param name="Path">Relative to the API server's address, without query.</param>
internal sealed record ApiCall(HttpMethod Method, string Path, string ContentType, JsonNode Body);

/// <summary>The live objects that an action is planned from, read just before.</summary>
/// <param name="Object">The Deployment, or the Scale of the workload.</param>
/// <param name="ReplicaSets">For a rollback: the ReplicaSets in its namespace that its selector matches.</param>
internal sealed record LiveTarget(JsonObject Object, IReadOnlyList<JsonObject> ReplicaSets);
