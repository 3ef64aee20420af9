using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The API server's message of a failed list or watch: for protobuf requests its errors are protobuf too.</summary>
internal static class StatusWords
{
    /// <summary>
    /// The response body of an API server for a group or version it does not serve, and of any gateway that uses Go's default mux.
    /// </summary>
    public const string NoSuchPath = "404 page not found";

    /// <summary>A <c>Status</c> has some hundred bytes; a proxy's page is truncated.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>
    /// The message, <see cref="NoSuchPath"/> for any unknown path, and whether it is an API server's: a gateway's 403 or 404 proves nothing
    /// about rights or kinds.
    /// </summary>
    public static async Task<(string Words, bool IsOfApiServer)> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (ServerWords.Redirect(response) is { } redirect)
            return (redirect, false);
        var body = await BoundedBody.BeginningAsync(response.Content, MaxBytes, cancellation);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType == Envelope.MediaType && FromProtobuf(body) is { Length: > 0 } message)
            return (VisibleText.Of(message), true);
        var text = Encoding.UTF8.GetString(body);
        // {"paths":["/api","/api/v1",…]}: the 404 of an aggregated or generic API server built on k8s.io/apiserver.
        if (response.StatusCode == HttpStatusCode.NotFound && ServerWords.Json(text)?["paths"] is JsonArray)
            return (NoSuchPath, false);
        var refusal = ServerWords.Of(response.StatusCode, mediaType, text);
        return (refusal.Message, refusal.IsOfApiServer);
    }

    private static string FromProtobuf(byte[] body)
    {
        try
        {
            return Status.Parser.ParseFrom(Envelope.Open(body).Span).Message;
        }
        catch (Exception fault) when (fault is MalformedAnswerException or InvalidProtocolBufferException)
        {
            return "";
        }
    }
}
