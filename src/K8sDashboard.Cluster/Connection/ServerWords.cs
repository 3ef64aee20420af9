using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Extracts the message of an error response: a Kubernetes <c>Status</c>, else plain text (<c>404 page not found</c>), else a description
/// of a proxy's response. The server's message is never shortened.
/// </summary>
internal static class ServerWords
{
    /// <summary>JSON depth limit: deeper than any Kubernetes object, and safe for recursion on any thread's stack.</summary>
    public const int MaxDepth = 512;

    public const string HtmlPage = "an HTML page, which no API server sends; a proxy or another server answered.";

    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static ApiAnswer.StatusError Of(HttpStatusCode status, string? mediaType, string body)
    {
        var code = (int)status;
        if (Json(body) is { } answer && Text(answer["message"]) is { Length: > 0 } message)
            return new(code, Text(answer["reason"]), VisibleText.Of(message)) { IsOfApiServer = Text(answer["kind"]) == "Status" };
        if (IsHtml(mediaType, body))
            return new(code, "", $"HTTP {code} {status}: {HtmlPage}");
        return new(code, "", body.Trim().Length == 0 ? $"HTTP {code} {status}" : VisibleText.Of(body.Trim()));
    }

    /// <summary>The message for a success response that is not an API server's.</summary>
    public static string NotJson(HttpResponseMessage response, string body) =>
        IsHtml(response.Content.Headers.ContentType?.MediaType, body)
            ? $"HTTP {(int)response.StatusCode}: {HtmlPage}"
            : $"HTTP {(int)response.StatusCode}, but the answer is no JSON that can be read: a proxy or another server may have given it, "
                + $"or it nests deeper than {MaxDepth} levels.";

    /// <summary>Redirects are not followed: they would leak the credentials to another host.</summary>
    /// <returns>The message; null where the response is not a redirect.</returns>
    public static string? Redirect(HttpResponseMessage response) =>
        (int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location
            ? $"HTTP {(int)response.StatusCode}: a redirect to {PlaceOf(location)}, which no API server sends; "
                + "a proxy that wants a login answered."
            : null;

    /// <summary>The location without its query, which may hold a token for a login page.</summary>
    private static string PlaceOf(Uri location) =>
        VisibleText.OneLine(
            location.IsAbsoluteUri
                ? location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)
                : location.OriginalString.Split('?')[0]
        );

    public static bool IsHtml(string? mediaType, string body) => mediaType == "text/html" || body.TrimStart().StartsWith('<');

    /// <summary>The body as a JSON object; null where it is not one.</summary>
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
