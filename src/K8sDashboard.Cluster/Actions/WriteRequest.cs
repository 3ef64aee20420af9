using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Actions;

/// <summary>A write: one HTTP request with the precondition (uid, resourceVersion) in its body.</summary>
/// <param name="Path">Relative to the API server's address, without query.</param>
internal sealed record WriteRequest(HttpMethod Method, string Path, string ContentType, JsonNode Body)
{
    public const string Json = "application/json";

    public const string StrategicMergePatch = "application/strategic-merge-patch+json";

    public const string JsonPatch = "application/json-patch+json";
}
