using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Objects;

/// <summary>Tolerant reads of an API object's JSON: a value that is missing or of another type is absent.</summary>
internal static class LiveJson
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node;
    }

    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static long? Whole(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static bool Truth(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>IntOrString: ports by number or name, <c>25%</c> or <c>1</c>, quantities.</summary>
    public static string NumberOrText(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is not JsonValue value ? ""
        : value.TryGetValue<string>(out var text) ? text
        : value.ToJsonString();

    public static DateTimeOffset? Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The objects of an array.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The strings of an array.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray list ? list.Select(item => item.Text()) : [];

    /// <summary>The string values of a map: labels, annotations, quantities.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonObject map ? map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.NumberOrText())) : [];

    public static string Uid(this JsonNode? node) => node.Text("metadata", "uid");

    public static string ResourceVersion(this JsonNode? node) => node.Text("metadata", "resourceVersion");

    public static string Annotation(this JsonNode? node, string key) => node.Text("metadata", "annotations", key);

    /// <summary>The uid of the controlling owner reference; empty where there is none.</summary>
    public static string ControllerUid(this JsonNode? node) =>
        node.Items("metadata", "ownerReferences").FirstOrDefault(owner => owner.Truth("controller")).Text("uid");
}
