using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Encoding;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>The body of a patch, applied again after each write conflict.</summary>
internal sealed class PatchBody
{
    private const string Json = "application/json-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Strategic = "application/strategic-merge-patch+json";

    private readonly string type;
    private readonly JsonNode? patch;

    private PatchBody(string type, JsonNode? patch)
    {
        this.type = type;
        this.patch = patch;
    }

    /// <summary>The patch's resourceVersion; empty for any.</summary>
    public string Version =>
        patch is JsonObject changes
        && changes["metadata"]?["resourceVersion"] is JsonValue value
        && value.TryGetValue<string>(out var version)
            ? version
            : "";

    public static async Task<PatchBody> ReadAsync(HttpContext http)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim() ?? "";
        if (http.Request.Query.ContainsKey("force"))
            throw ApiFailure.InvalidOptions("PatchOptions", FieldFault.Forbidden("force", "may not be specified for non-apply patch"));
        if (type is not (Json or Merge or Strategic))
            throw ApiFailure.UnsupportedMediaType();
        using var document = RequestBody.Parse(await RequestBody.BytesAsync(http));
        if (type != Json && document.RootElement.ValueKind != JsonValueKind.Object)
            throw ApiFailure.BadRequest("error decoding patch: the patch is no object");
        return new PatchBody(type, Node(document.RootElement));
    }

    // A duplicate field is ambiguous.
    private static JsonNode? Node(JsonElement json)
    {
        try
        {
            return JsonNode.Parse(json.GetRawText(), documentOptions: RequestBody.Bounds with { AllowDuplicateProperties = false });
        }
        catch (JsonException fault)
        {
            throw ApiFailure.BadRequest($"error decoding patch: {fault.Message}");
        }
    }

    /// <summary>Applies the patch to an object.</summary>
    public IMessage ApplyTo(HttpContext http, IMessage current, string apiVersion)
    {
        var message = current.Descriptor;
        var before = JsonNode.Parse(JsonEncoder.ToBytes(current, message.Name, apiVersion), documentOptions: RequestBody.Bounds)!;
        using var after = JsonDocument.Parse(Patched(before, message)?.ToJsonString() ?? "null", RequestBody.Bounds);
        return RequestBody.Decode(http, after.RootElement, message, apiVersion);
    }

    private JsonNode? Patched(JsonNode before, MessageDescriptor message)
    {
        try
        {
            return type switch
            {
                Json => JsonPatch.Apply(before, patch),
                Merge => MergePatch.Apply(before, patch),
                _ => StrategicMergePatch.Apply(before.AsObject(), patch!.AsObject(), JsonShape.Of(message)),
            };
        }
        catch (Exception fault) when (fault is InvalidOperationException or InvalidCastException)
        {
            // A list instead of an object, or the other way round.
            throw ApiFailure.BadRequest($"error applying patch: {fault.Message}");
        }
    }
}
