using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Encoding;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>Reads request bodies: JSON or protobuf, with the API server's size limit.</summary>
internal static class RequestBody
{
    private const int Largest = 3 * 1024 * 1024;
    private const int DeepestJson = 512;

    public static JsonDocumentOptions Bounds { get; } = new() { MaxDepth = DeepestJson };

    public static async Task<byte[]> BytesAsync(HttpContext http)
    {
        if (http.Request.ContentLength > Largest)
            throw TooLarge();
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (await http.Request.Body.ReadAsync(chunk, http.RequestAborted) is > 0 and var read)
        {
            if (buffer.Length + read > Largest)
                throw TooLarge();
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>
    /// Decodes the object and checks its kind; unknown fields are handled by the request's fieldValidation (Strict, Warn or Ignore).
    /// </summary>
    public static async Task<IMessage> ReadAsync(HttpContext http, MessageDescriptor message, string apiVersion)
    {
        var body = await BytesAsync(http);
        if (ProtobufEnvelope.Is(body))
            return FromProtobuf(body, message, apiVersion);
        var type = http.Request.ContentType?.Split(';')[0].Trim() ?? "application/json";
        if (type is not ("application/json" or "*/*"))
            throw ApiFailure.UnsupportedMediaType();
        using var json = Parse(
            body,
            $"the object provided is unrecognized (must be of type {message.Name}): couldn't get version/kind; json parse error"
        );
        return Decode(http, json.RootElement, message, apiVersion);
    }

    public static JsonDocument Parse(byte[] body, string words = "error decoding the body")
    {
        try
        {
            return JsonDocument.Parse(body, Bounds);
        }
        catch (JsonException fault)
        {
            throw ApiFailure.BadRequest($"{words}: {fault.Message}");
        }
    }

    /// <summary>Decodes a complete JSON object.</summary>
    public static IMessage Decode(HttpContext http, JsonElement json, MessageDescriptor message, string apiVersion)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw ApiFailure.BadRequest("couldn't get version/kind; json parse error: the body is no object");
        CheckKind(Text(json, "apiVersion"), Text(json, "kind"), message, apiVersion);
        var decoder = new JsonDecoder();
        IMessage read;
        try
        {
            read = decoder.ReadObject(json, message);
        }
        catch (MalformedJsonException fault)
        {
            throw ApiFailure.BadRequest(
                $"{message.Name} in version \"{Version(apiVersion)}\" cannot be handled as a {message.Name}: {fault.Message}"
            );
        }

        if (decoder.Unknown.Count > 0)
            Judge(http, decoder.Unknown, message, apiVersion);
        return read;
    }

    private static IMessage FromProtobuf(byte[] body, MessageDescriptor message, string apiVersion)
    {
        try
        {
            var unknown = ProtobufEnvelope.Unwrap(body);
            CheckKind(unknown.TypeMeta?.ApiVersion ?? "", unknown.TypeMeta?.Kind ?? "", message, apiVersion);
            return message.Parser.ParseFrom(unknown.Raw);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw ApiFailure.BadRequest(fault.Message);
        }
    }

    /// <summary>Refuses a kind or apiVersion that differs from the path's; absent ones default to it.</summary>
    public static void CheckKind(string givenVersion, string givenKind, MessageDescriptor message, string apiVersion)
    {
        if (givenKind.Length > 0 && givenKind != message.Name)
        {
            throw ApiFailure.BadRequest(
                $"{givenKind} in version \"{givenVersion}\" cannot be handled as a {message.Name}: converting "
                    + $"({Version(givenVersion)}.{givenKind}) to ({Package(apiVersion)}.{message.Name}): unknown conversion"
            );
        }

        if (givenVersion.Length > 0 && givenVersion != apiVersion)
            throw ApiFailure.BadRequest(
                $"the API version in the data ({givenVersion}) does not match the expected API version ({apiVersion})"
            );
    }

    private static void Judge(HttpContext http, IReadOnlyList<string> unknown, MessageDescriptor message, string apiVersion)
    {
        var words = unknown.Select(field => $"unknown field \"{field}\"").ToList();
        switch (http.Request.Query["fieldValidation"].ToString())
        {
            case "Strict":
                throw ApiFailure.BadRequest(
                    $"{message.Name} in version \"{Version(apiVersion)}\" cannot be handled as a {message.Name}: strict decoding "
                        + $"error: {string.Join(", ", words)}"
                );
            case "Ignore":
                break;
            default:
                foreach (var warning in words)
                    http.Response.Headers.Append("Warning", $"299 - \"{warning.Replace("\"", "\\\"", StringComparison.Ordinal)}\"");
                break;
        }
    }

    // The package name of the Go types: core, apps, networking.
    private static string Package(string apiVersion) =>
        apiVersion.Contains('/', StringComparison.Ordinal) ? apiVersion.Split('.', '/')[0] : "core";

    private static string Version(string apiVersion) => apiVersion.Split('/')[^1];

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static ApiFailure TooLarge() => new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Largest}");
}
