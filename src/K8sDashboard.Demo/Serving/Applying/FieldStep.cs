using System.Text.Json;
using System.Text.Json.Nodes;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>A path element of <c>fieldsV1</c>, and its display form.</summary>
internal static class FieldStep
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JsonEncoder.Compact.Encoder };

    public static string Field(string name) => $"f:{name}";

    public static string Key(JsonObject keys) => $"k:{keys.ToJsonString(Plain)}";

    public static string Value(JsonNode? value) => $"v:{value?.ToJsonString(Plain) ?? "null"}";

    /// <summary>A path as in the API server's messages: <c>.spec.containers[name="web"].image</c>.</summary>
    public static string Words(IEnumerable<string> path) =>
        string.Concat(
            path.Select(step =>
                step[..2] switch
                {
                    "f:" => $".{step[2..]}",
                    "k:" => $"[{Keys(JsonNode.Parse(step[2..])!.AsObject())}]",
                    _ => $"[={step[2..]}]",
                }
            )
        );

    private static string Keys(JsonObject keys) => string.Join(',', keys.Select(key => $"{key.Key}={key.Value!.ToJsonString(Plain)}"));
}
