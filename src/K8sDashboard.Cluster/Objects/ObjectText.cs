using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Objects;

/// <summary>
/// Formats an object as YAML for reading and diffing; hand-written, so that no input can make it fail. Omits managedFields and
/// last-applied-configuration, and redacts the values of Secrets.
/// </summary>
internal static partial class ObjectText
{
    private const string Hidden = "(not shown)";

    public static string Of(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, Redacted(node), 0, inList: false);
        return text.ToString().TrimStart('\n');
    }

    /// <summary>A redacted copy.</summary>
    public static JsonNode Redacted(JsonNode node)
    {
        var copy = node.DeepClone();
        (copy.At("metadata") as JsonObject)?.Remove("managedFields");
        // Pod templates have annotations too, and the last-applied one may have been copied there.
        foreach (
            var path in (string[][])
                [
                    ["metadata", "annotations"],
                    ["spec", "template", "metadata", "annotations"],
                ]
        )
            (copy.At(path) as JsonObject)?.Remove(WellKnownAnnotations.LastApplied);

        if (copy.Text("kind") == "Secret")
        {
            Hide(copy.At("data"));
            Hide(copy.At("stringData"));
        }

        return copy;
    }

    private static void Hide(JsonNode? map)
    {
        if (map is not JsonObject values)
            return;
        foreach (var key in values.Select(pair => pair.Key).ToList())
            values[key] = Hidden;
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth, bool inList)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } map:
                // In the order of kubectl's YAML, whose keys are sorted: apiVersion, kind, metadata, spec, status.
                foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    if (!inList)
                        Line(text, depth);
                    inList = false;
                    text.Append(Scalar(key)).Append(':');
                    // As kubectl: the dashes of a list are not indented below its key.
                    Write(text, value, value is JsonArray ? depth : depth + 1, inList: false);
                }

                break;
            case JsonArray { Count: > 0 } list:
                foreach (var item in list)
                {
                    Line(text, depth);
                    text.Append(item is JsonObject { Count: > 0 } ? "- " : "-");
                    Write(text, item, depth + 1, inList: true);
                }

                break;
            default:
                text.Append(' ')
                    .Append(
                        node switch
                        {
                            null => "null",
                            JsonObject => "{}",
                            JsonArray => "[]",
                            _ => node.GetValueKind() == JsonValueKind.String ? Scalar(node.GetValue<string>()) : node.ToJsonString(),
                        }
                    );
                break;
        }
    }

    private static void Line(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth * 2);

    private static string Scalar(string value) =>
        Plain().IsMatch(value) && !Ambiguous().IsMatch(value) ? value : JsonSerializer.Serialize(VisibleText.Of(value), Readable);

    // Quotes, ampersands and non-ASCII characters are not escaped: the text is HTML-encoded when it is rendered.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [GeneratedRegex(@"\A[\w/.][\w/.@%+=,:-]*(?<!:)( [\w/.@%+=,-]+)*\z", RegexOptions.ECMAScript)]
    private static partial Regex Plain();

    // Plain scalars that YAML would not parse as strings.
    [GeneratedRegex(
        @"\A([-+.]?[0-9][-+0-9_.:eExXoOa-fA-F]*|true|false|yes|no|on|off|y|n|null|~)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Ambiguous();
}
