using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.State;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sDashboard.Cluster.Objects;

/// <summary>
/// Formats an object as YAML for reading and diffing, in the style of <c>kubectl get -o yaml</c>: sorted keys, literal block scalars,
/// quotes only where a parser of YAML 1.1 needs them. Long lines are not folded, unlike kubectl's: a diff would show a change of one word
/// as one of many lines.
/// </summary>
internal sealed partial class ObjectYaml
{
    private static readonly EmitterSettings Settings = new(
        bestIndent: 2,
        bestWidth: int.MaxValue,
        isCanonical: false,
        // The longest implicit key that YAML allows; a label's has at most 317 characters.
        maxSimpleKeyLength: 1024,
        newLine: "\n"
    );

    private readonly Emitter emitter;

    private ObjectYaml(TextWriter text) => emitter = new Emitter(text, Settings);

    /// <summary>The object, redacted, without a line break at its end.</summary>
    public static string Of(JsonNode node)
    {
        using var text = new StringWriter();
        new ObjectYaml(text).Document(ObjectRedaction.Of(node));
        var written = text.ToString();
        return written.EndsWith('\n') ? written[..^1] : written;
    }

    private void Document(JsonNode node)
    {
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Node(node);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private void Node(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
                foreach (var (key, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    Text(VisibleText.OneLine(key));
                    Node(value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
                foreach (var item in list)
                    Node(item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Text(VisibleText.Of(TextOf(value)));
                break;
            default:
                Scalar(node?.ToJsonString() ?? "null", ScalarStyle.Plain);
                break;
        }
    }

    private static string TextOf(JsonValue value)
    {
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            // The escape of a lone surrogate, which no string may be read from: shown as it was sent.
            return value.GetValue<JsonElement>().GetRawText()[1..^1];
        }
    }

    private void Text(string value) => Scalar(value, StyleOf(value));

    private void Scalar(string value, ScalarStyle style) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value, style, isPlainImplicit: true, isQuotedImplicit: true));

    // The emitter itself quotes what a plain scalar cannot hold (": ", " #", a leading indicator).
    private static ScalarStyle StyleOf(string value)
    {
        if (value.Contains('\n'))
            // Quoted, spaces at the end of a line are visible; and a block of nothing but blanks would be read as an empty one.
            return SpaceBeforeBreak().IsMatch(value) || string.IsNullOrWhiteSpace(value) ? ScalarStyle.DoubleQuoted : ScalarStyle.Literal;
        return value.Contains('\t') || IsOfOtherType(value) ? ScalarStyle.DoubleQuoted : ScalarStyle.Plain;
    }

    /// <summary>A parser of YAML 1.1 would not read the plain scalar as a string.</summary>
    private static bool IsOfOtherType(string value) =>
        YamlScalars.Implicit(value) is not ScalarType.Text
        || YamlScalars.Implicit(value.Replace("_", "", StringComparison.Ordinal)) is ScalarType.Number
        || TimestampOrMergeKey().IsMatch(value);

    [GeneratedRegex(@" (\n|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex SpaceBeforeBreak();

    // Timestamps, numbers of base 60 (12:30), "<<" and "=".
    [GeneratedRegex(
        @"\A([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|<<|=)\z",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex TimestampOrMergeKey();
}
