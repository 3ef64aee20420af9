using System.Text;
using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Cluster.Watching.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The API server's own words about a refused request: a Status in protobuf or JSON, or plain text from whatever stands before it.</summary>
internal static class StatusWords
{
    private const int MaxWords = 2_000;

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        var words = response.Content.Headers.ContentType?.MediaType switch
        {
            Envelope.MediaType => FromProtobuf(body),
            "application/json" => FromJson(body),
            _ => Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MaxWords))).Trim(),
        };
        return words.Length > 0 ? words : response.ReasonPhrase ?? response.StatusCode.ToString();
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

    private static string FromJson(byte[] body)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.ValueKind == JsonValueKind.Object
                && status.RootElement.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
                ? message.GetString()! : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
