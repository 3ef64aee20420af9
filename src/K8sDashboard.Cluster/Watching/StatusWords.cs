using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Watching.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The API server's own words about a refused list or watch: asked for protobuf, it answers its errors in protobuf too.</summary>
internal static class StatusWords
{
    /// <summary>
    /// What an API server answers where it has no such group or version, before anything of Kubernetes is asked; and any gateway that is
    /// written in Go.
    /// </summary>
    public const string NoSuchPath = "404 page not found";

    /// <summary>A <c>Status</c> has some hundred bytes; of what a proxy sends instead, the beginning says enough.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>
    /// The words, for a path that is not there always <see cref="NoSuchPath"/>, and whether they are an API server's: a gateway's 403 or
    /// 404 says nothing of rights or kinds.
    /// </summary>
    public static async Task<(string Words, bool IsOfApiServer)> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (ServerWords.Redirect(response) is { } redirect)
            return (redirect, false);
        var body = await BoundedBody.BeginningAsync(response.Content, MaxBytes, cancellation);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType == Envelope.MediaType && FromProtobuf(body) is { Length: > 0 } words)
            return (VisibleText.Of(words), true);
        var text = Encoding.UTF8.GetString(body);
        // {"paths":["/api","/api/v1",…]}: a server that is built on k8s.io/apiserver and is no kube-apiserver says what it has instead.
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
