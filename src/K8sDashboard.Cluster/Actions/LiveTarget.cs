using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The live objects that an action is planned from, read just before.</summary>
/// <param name="Object">The object at the action's path: a Deployment, or the Scale of a workload.</param>
/// <param name="Related">Other objects that the action asked for: for a rollback, the ReplicaSets that the selector matches.</param>
internal sealed record LiveTarget(JsonObject Object, IReadOnlyList<JsonObject> Related);
