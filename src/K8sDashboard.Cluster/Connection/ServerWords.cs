using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Reads the body of a refused request: a Kubernetes <c>Status</c>, else plain text (<c>404 page not found</c>), else something
/// that stands between us and the API server. The server's message is never shortened.
/// </summary>
internal static class ServerWords
{
    /// <summary>Deeper than any object of Kubernetes, and shallow enough to walk on any thread's stack.</summary>
    public const int MaxDepth = 512;

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static ApiAnswer.Refusal Of(HttpStatusCode status, string? mediaType, string body)
    {
        var code = (int)status;
        if (Json(body) is { } answer && Text(answer["message"]) is { Length: > 0 } message)
            return new(code, Text(answer["reason"]), VisibleText.Of(message)) { IsOfApiServer = Text(answer["kind"]) == "Status" };
        if (mediaType == "text/html" || body.TrimStart().StartsWith('<'))
            return new(code, "", $"HTTP {code} {status}: an HTML page, which no API server sends; a proxy or another server answered.");
        return new(code, "", body.Trim().Length == 0 ? $"HTTP {code} {status}" : VisibleText.Of(body.Trim()));
    }

    /// <summary>The body as a JSON object, or null where it is none.</summary>
    public static JsonObject? Json(string body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: Bounds) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
