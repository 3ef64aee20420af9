using System.Text;
using Google.Protobuf;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Watching.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The API server's own words about a refused list or watch: asked for protobuf, it answers its errors in protobuf too.</summary>
internal static class StatusWords
{
    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        return mediaType == Envelope.MediaType && FromProtobuf(body) is { Length: > 0 } words
            ? VisibleText.Of(words)
            : ServerWords.Of(response.StatusCode, mediaType, Encoding.UTF8.GetString(body)).Message;
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
