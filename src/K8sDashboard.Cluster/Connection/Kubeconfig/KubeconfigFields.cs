using System.Collections.Immutable;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Reads the typed fields of one mapping as client-go's decoder does: names are case-sensitive, null equals absent, a string is not a
/// number, unknown fields are ignored. An error names the field's path, <c>users[1].user.token</c>, and not its value.
/// </summary>
internal sealed class KubeconfigFields
{
    private readonly YamlValue.Mapping mapping;
    private readonly string path;

    private KubeconfigFields(YamlValue.Mapping mapping, string path) => (this.mapping, this.path) = (mapping, path);

    /// <param name="value">The mapping; null counts as an empty one.</param>
    /// <param name="path">Its path; empty for the root.</param>
    /// <exception cref="KubeconfigException">It is not a mapping.</exception>
    public static KubeconfigFields Of(YamlValue value, string path = "") =>
        value switch
        {
            YamlValue.Mapping mapping => new(mapping, path),
            { IsNull: true } => new(YamlValue.Mapping.Empty, path),
            _ => throw Wrong(value, path.Length == 0 ? "the file" : path, "a mapping"),
        };

    public bool Has(string name) => mapping.Entries.TryGetValue(name, out var value) && !value.IsNull;

    public string Text(string name) => TextOf(Value(name), PathOf(name));

    public bool Flag(string name) =>
        Value(name) switch
        {
            { IsNull: true } => false,
            YamlValue.Scalar { Type: ScalarType.Boolean } flag => YamlScalars.IsTrue(flag.Text),
            var other => throw Wrong(other, PathOf(name), "true or false"),
        };

    /// <summary>Base64; line breaks are allowed.</summary>
    public ImmutableArray<byte> Bytes(string name)
    {
        try
        {
            return [.. Convert.FromBase64String(Text(name))];
        }
        catch (FormatException)
        {
            throw new KubeconfigException($"{PathOf(name)} (line {Value(name).Line}) is not base64");
        }
    }

    public ImmutableArray<string> Texts(string name) => [.. Items(name).Select(item => TextOf(item.Value, item.Path))];

    /// <summary>A list of mappings.</summary>
    public IEnumerable<KubeconfigFields> List(string name) => Items(name).Select(item => Of(item.Value, item.Path));

    public KubeconfigFields Child(string name) => Of(Value(name), PathOf(name));

    public YamlValue Value(string name) => mapping.Entries.GetValueOrDefault(name, YamlValue.Null);

    /// <summary>A mapping from any key to strings.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> TextsByKey(string name)
    {
        var child = Child(name);
        return child.mapping.Entries.Keys.ToImmutableSortedDictionary(key => key, child.Texts, StringComparer.Ordinal);
    }

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private IEnumerable<(YamlValue Value, string Path)> Items(string name) =>
        Value(name) switch
        {
            { IsNull: true } => [],
            YamlValue.Sequence list => list.Items.Select((item, index) => (item, $"{PathOf(name)}[{index}]")),
            var other => throw Wrong(other, PathOf(name), "a list"),
        };

    private static string TextOf(YamlValue value, string path) =>
        value switch
        {
            { IsNull: true } => "",
            YamlValue.Scalar { Type: ScalarType.Text } text => text.Text,
            YamlValue.Scalar => throw new KubeconfigException(
                $"{path} (line {value.Line}) is {value.TypeName}, and must be a string: put it in quotes"
            ),
            _ => throw Wrong(value, path, "a string"),
        };

    private static KubeconfigException Wrong(YamlValue value, string path, string expected) =>
        new($"{path} (line {value.Line}) is {value.TypeName}, and must be {expected}");
}
