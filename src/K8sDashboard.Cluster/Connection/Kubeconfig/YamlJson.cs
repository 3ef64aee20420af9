using System.Globalization;
using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Converts a YAML tree to JSON with limits on depth and size: aliases are shared nodes in the tree and are expanded here ("billion
/// laughs"), and a chain of them nests deeper than the text.
/// </summary>
internal static class YamlJson
{
    public const int MaxNodes = 10_000;

    /// <exception cref="KubeconfigException">A limit is exceeded, or a number cannot be represented in JSON.</exception>
    public static JsonNode? Of(YamlValue value)
    {
        var nodes = 0;
        return Convert(value, 0, ref nodes);
    }

    private static JsonNode? Convert(YamlValue value, int depth, ref int nodes)
    {
        if (++nodes > MaxNodes)
            throw new KubeconfigException($"line {value.Line}: an extension has more than {MaxNodes:N0} values");
        if (depth > YamlReader.MaxDepth)
            throw new KubeconfigException($"line {value.Line}: an extension nests deeper than {YamlReader.MaxDepth} levels");
        switch (value)
        {
            case YamlValue.Mapping mapping:
                var map = new JsonObject();
                foreach (var (key, child) in mapping.Entries)
                    map[key] = Convert(child, depth + 1, ref nodes);
                return map;
            case YamlValue.Sequence sequence:
                var list = new JsonArray();
                foreach (var item in sequence.Items)
                    list.Add(Convert(item, depth + 1, ref nodes));
                return list;
            case YamlValue.Scalar scalar:
                return Convert(scalar);
            default:
                return null;
        }
    }

    private static JsonValue? Convert(YamlValue.Scalar scalar) =>
        scalar.Type switch
        {
            ScalarType.Null => null,
            ScalarType.Boolean => JsonValue.Create(YamlScalars.IsTrue(scalar.Text)),
            ScalarType.Number when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            ScalarType.Number
                when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
                    && double.IsFinite(real) => JsonValue.Create(real),
            ScalarType.Number => throw new KubeconfigException($"line {scalar.Line}: an extension holds a number that JSON has none for"),
            _ => JsonValue.Create(scalar.Text),
        };
}
