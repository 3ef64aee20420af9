using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The live objects that an action is planned from, read just before.</summary>
/// <param name="Object">The Deployment, or the Scale of the workload.</param>
/// <param name="ReplicaSets">For a rollback: the ReplicaSets in its namespace that its selector matches.</param>
internal sealed record LiveTarget(JsonObject Object, IReadOnlyList<JsonObject> ReplicaSets);
