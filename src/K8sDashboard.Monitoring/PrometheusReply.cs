using System.Net;
using System.Text;
using System.Text.Json;

namespace K8sDashboard.Monitoring;

/// <summary>Maps an HTTP response to an answer: Prometheus' own errors, a proxy's error page, truncated JSON, a login form.</summary>
internal static class PrometheusReply
{
    private const int MaxWords = 300;

    private static ReadOnlySpan<byte> Spaces => "\ufeff \t\r\n"u8;

    public static PrometheusAnswer<T> Read<T>(RawAnswer raw, Func<JsonElement, T> read)
    {
        if (raw.TooLarge)
            return new PrometheusAnswer<T>.Rejected($"the answer is larger than {RawAnswer.MaxBytes / 1024 / 1024} MiB");
        if ((int)raw.Status is >= 300 and < 400)
            return new PrometheusAnswer<T>.Unreachable(
                $"it redirects to {Shorten(raw.Location ?? "another address")}, which is not followed"
            );
        try
        {
            using var json = JsonDocument.Parse(raw.Body);
            return Read(raw, json.RootElement, read);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return NotPrometheus<T>(raw, fault);
        }
    }

    private static PrometheusAnswer<T> Read<T>(RawAnswer raw, JsonElement root, Func<JsonElement, T> read)
    {
        switch (PrometheusJson.Text(root, "status"))
        {
            case "success" when root.TryGetProperty("data", out var data):
                return new PrometheusAnswer<T>.Data(read(data), PrometheusJson.Warnings(root));
            case "error" when PrometheusJson.Text(root, "errorType") is "timeout" or "canceled" or "unavailable" or "internal":
                return new PrometheusAnswer<T>.Unreachable(Reason(raw, root, "error"));
            case "error":
                return new PrometheusAnswer<T>.Rejected(Reason(raw, root, "error"));
            // {"kind":"Status","status":"Failure","message":"services \"x\" is forbidden …"}: a response of the API server, not of
            // Prometheus.
            case "Failure" when raw.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                return new PrometheusAnswer<T>.Rejected(Reason(raw, root, "message"));
            case "Failure":
                return new PrometheusAnswer<T>.Unreachable(Reason(raw, root, "message"));
            default:
                throw new FormatException("neither success nor error");
        }
    }

    private static string Reason(RawAnswer raw, JsonElement root, string name) =>
        Shorten(PrometheusJson.Text(root, name)) is { Length: > 0 } message ? message : $"HTTP {(int)raw.Status} without a reason";

    private static PrometheusAnswer<T> NotPrometheus<T>(RawAnswer raw, Exception fault) =>
        raw.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PrometheusAnswer<T>.Rejected(
                $"HTTP {(int)raw.Status} {BodyMessage(raw)}".TrimEnd()
            ),
            HttpStatusCode.OK when raw.Body.Span.Trim(Spaces).IsEmpty => new PrometheusAnswer<T>.Unreachable(
                "it is not Prometheus: its answer is empty"
            ),
            HttpStatusCode.OK when raw.Body.Span.TrimStart(Spaces) is [(byte)'<', ..] => new PrometheusAnswer<T>.Unreachable(
                $"it is not Prometheus: it answers a web page ({TypeOf(raw)})"
            ),
            HttpStatusCode.OK when raw.MediaType is "application/json" => new PrometheusAnswer<T>.Unreachable(
                $"the answer cannot be read: {MessageOf(fault)}"
            ),
            HttpStatusCode.OK => new PrometheusAnswer<T>.Unreachable($"it answers {TypeOf(raw)}, not Prometheus' JSON"),
            _ => new PrometheusAnswer<T>.Unreachable($"HTTP {(int)raw.Status} {BodyMessage(raw)}".TrimEnd()),
        };

    private static string TypeOf(RawAnswer raw) => Shorten(raw.MediaType is "" ? "no type" : raw.MediaType);

    // Not the parser's message, which is for programmers.
    private static string MessageOf(Exception fault) =>
        fault switch
        {
            FormatException => Shorten(fault.Message),
            JsonException => "it is cut off, or no JSON",
            _ => "it has not the shape of Prometheus' answers",
        };

    // A short plain text is the proxy's own reason ("no healthy upstream"); an HTML page is omitted.
    private static string BodyMessage(RawAnswer raw) =>
        raw.MediaType is "text/plain" ? Shorten(Encoding.UTF8.GetString(raw.Body.Span[..Math.Min(raw.Body.Length, MaxWords)])) : "";

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= MaxWords ? line : line[..MaxWords] + "…";
    }
}
