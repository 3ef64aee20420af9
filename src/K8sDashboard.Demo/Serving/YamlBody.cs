using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sDashboard.Demo.Serving;

/// <summary>Decodes an object in YAML or JSON.</summary>
internal sealed class YamlBody
{
    private const int Deepest = 100;

    private readonly IParser parser;

    private YamlBody(IParser parser) => this.parser = parser;

    public static JsonObject Object(byte[] body)
    {
        try
        {
            var node = body.AsSpan().TrimStart((byte)' ') is [(byte)'{', ..]
                ? JsonNode.Parse(body, documentOptions: RequestBody.Bounds with { AllowDuplicateProperties = false })
                : Yaml(System.Text.Encoding.UTF8.GetString(body));
            return node as JsonObject ?? throw ApiFailure.BadRequest("error decoding YAML: the body is no object");
        }
        catch (Exception fault) when (fault is YamlException or JsonException)
        {
            throw ApiFailure.BadRequest($"error decoding YAML: error converting YAML to JSON: yaml: {fault.Message}");
        }
    }

    private static JsonNode? Yaml(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
            return null;
        return new YamlBody(parser).Node(depth: 0);
    }

    private JsonNode? Node(int depth)
    {
        if (depth > Deepest)
            throw new YamlException("exceeded max depth");
        if (parser.TryConsume<Scalar>(out var scalar))
            return scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true } ? Plain(scalar.Value) : JsonValue.Create(scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
                list.Add(Node(depth + 1));
            return list;
        }

        if (!parser.TryConsume<MappingStart>(out _))
            throw new YamlException("aliases are not taken");
        var map = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value;
            if (!map.TryAdd(key, Node(depth + 1)))
                throw new YamlException($"key \"{key}\" already set in map");
        }

        return map;
    }

    // Plain scalars by the rules of YAML 1.1, which Kubernetes uses: booleans, numbers and null.
    private static JsonValue? Plain(string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (text is "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON")
            return JsonValue.Create(true);
        if (text is "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF")
            return JsonValue.Create(false);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonValue.Create(whole);
        return
            char.IsAsciiDigit(text.TrimStart('-', '+', '.').FirstOrDefault())
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
