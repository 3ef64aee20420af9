using System.Text.Json;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Objects;

/// <summary>Random objects, written as YAML and read again by a parser of YAML 1.1: each value keeps its type and text.</summary>
public class ObjectYamlRoundTripTests
{
    private const int Objects = 2_000;

    private static readonly string[] Pieces =
    [
        .. "a b c x y n 0 1 7 é ß 日 😀 - + . , : ; # ! & * ? | > ' \" % @ ` ~ = < { } [ ] ( ) \\ / _ $".Split(' '),
        .. (string[])[" ", "  ", "\n", "\n\n", "\t", "\r\n", "\0", "\u0007", "\u001b", "\u007f", "\u0085", "\u00a0", "\u2028", "\u202e"],
        .. (string[])["\ufeff", "\ufffe", "\uffff", "\ud800", "\udc00", "\U000e0041", "\U0010ffff"],
        .. (string[])["yes", "No", "null", "true", "0x1f", "1e3", "2024-01-01", "T00:00:00Z", ".inf", "<<", "---", "...", ": ", " #", "- "],
    ];

    [Fact]
    public void ObjectYaml_OfRandomObjects_IsReadAsTheSame()
    {
        var random = new Random(20261201);
        for (var number = 0; number < Objects; number++)
        {
            var value = new JsonObject { ["v"] = Value(random, depth: 0) };
            var text = ObjectYaml.Of(value);
            var read = YamlReader.Read(new StringReader(text + "\n"));
            Assert.True(IsSame(value, read), $"object {number}: {value.ToJsonString()}\n{text}");
        }
    }

    private static bool IsSame(JsonNode? value, YamlValue read) =>
        (value, read) switch
        {
            (JsonObject map, YamlValue.Mapping { Entries: var entries }) => map.Count == entries.Count
                && map.All(pair => entries.TryGetValue(VisibleText.OneLine(pair.Key), out var entry) && IsSame(pair.Value, entry)),
            (JsonArray list, YamlValue.Sequence { Items: var items }) => list.Count == items.Count
                && list.Zip(items).All(pair => IsSame(pair.First, pair.Second)),
            (null, YamlValue.Scalar { Type: ScalarType.Null }) => true,
            (JsonValue scalar, YamlValue.Scalar { Type: ScalarType.Text } text) => scalar.GetValueKind() == JsonValueKind.String
                && VisibleText.Of(scalar.GetValue<string>()) == text.Text,
            (JsonValue scalar, YamlValue.Scalar { Type: ScalarType.Boolean or ScalarType.Number } text) => scalar.GetValueKind()
                != JsonValueKind.String
                && scalar.ToJsonString() == text.Text,
            _ => false,
        };

    private static JsonNode? Value(Random random, int depth) =>
        random.Next(depth > 5 ? 5 : 9) switch
        {
            0 => null,
            1 => random.Next(2) == 0,
            2 => random.Next(3) == 0 ? random.NextDouble() * 1e30 : random.NextInt64(),
            3 or 4 => Text(random),
            5 or 6 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
            _ => Map(random, depth),
        };

    private static JsonObject Map(Random random, int depth) =>
        new(
            Enumerable
                .Range(0, random.Next(4))
                .Select(_ => Text(random))
                .DistinctBy(VisibleText.OneLine)
                .Select(key => KeyValuePair.Create(key, Value(random, depth + 1)))
                .ToList()
        );

    private static string Text(Random random) => string.Concat(random.GetItems(Pieces, random.Next(6)));
}
