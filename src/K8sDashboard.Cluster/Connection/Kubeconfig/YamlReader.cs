using K8sDashboard.Cluster.Resources.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Reads the first document of a YAML text with limits on depth and size. From parser events, not by a deserializer, which overflows the
/// stack on deep nesting and expands aliases in memory.
/// </summary>
internal sealed class YamlReader
{
    /// <summary>A kubeconfig nests seven levels; extensions may hold more.</summary>
    public const int MaxDepth = 100;

    /// <summary>One context with its cluster and user has some thirty nodes.</summary>
    public const int MaxNodes = 5_000_000;

    private const string MergeKey = "<<";

    private readonly Parser parser;
    private readonly Dictionary<AnchorName, YamlValue> anchors = [];
    private int nodes;

    private YamlReader(TextReader text) => parser = new Parser(text);

    /// <summary>The first document; <see cref="YamlValue.Null"/> where there is none.</summary>
    /// <exception cref="KubeconfigException">The text is not YAML, or exceeds a limit. The message names the position, never the content,
    /// which may be a credential.</exception>
    public static YamlValue Read(TextReader text)
    {
        var reader = new YamlReader(text);
        try
        {
            return reader.Document();
        }
        catch (YamlException fault)
        {
            throw new KubeconfigException($"it cannot be read as YAML (line {fault.Start.Line}, column {fault.Start.Column})");
        }
        // A plain scalar that continues after a line break in a flow mapping: "{ key-\nrest: x }".
        catch (InvalidOperationException)
        {
            throw new KubeconfigException($"it cannot be read as YAML (behind line {reader.parser.Current?.End.Line ?? 1})");
        }
    }

    private YamlValue Document()
    {
        parser.Consume<StreamStart>();
        return parser.TryConsume<DocumentStart>(out _) ? Node(0) : YamlValue.Null;
    }

    private YamlValue Node(int depth)
    {
        Count(1);
        if (depth > MaxDepth)
            throw new KubeconfigException($"line {parser.Current?.Start.Line}: it nests deeper than {MaxDepth} levels");
        if (parser.TryConsume<AnchorAlias>(out var alias))
            return anchors.TryGetValue(alias.Value, out var value)
                ? value
                : throw new KubeconfigException($"line {alias.Start.Line}: an alias has no anchor before it");
        var start = parser.Consume<NodeEvent>();
        YamlValue node = start switch
        {
            Scalar scalar => YamlScalars.Resolve(scalar),
            SequenceStart => Sequence(start.Start.Line, depth),
            MappingStart => Mapping(start.Start.Line, depth),
            _ => throw new KubeconfigException($"line {start.Start.Line}: a value is expected"),
        };
        if (!start.Anchor.IsEmpty)
            anchors[start.Anchor] = node;
        return node;
    }

    private void Count(int more)
    {
        nodes += more;
        if (nodes > MaxNodes)
            throw new KubeconfigException($"it has more than {MaxNodes:N0} values");
    }

    private YamlValue.Sequence Sequence(long line, int depth)
    {
        var items = new List<YamlValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return new(items, line);
    }

    private YamlValue.Mapping Mapping(long line, int depth)
    {
        var entries = new Dictionary<string, YamlValue>();
        var merged = new List<YamlValue.Mapping>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var isPlain = parser.Accept<Scalar>(out var written) && written.Style is ScalarStyle.Plain;
            if (Node(depth + 1) is not YamlValue.Scalar key)
                throw new KubeconfigException($"line {line}: a key of a mapping is no string");
            var value = Node(depth + 1);
            // Of duplicate keys the last one wins, as with kubectl.
            if (isPlain && key.Text == MergeKey)
                merged.AddRange(Merged(value));
            else
                entries[YamlScalars.Key(key)] = value;
        }

        foreach (var source in merged)
        {
            // Merge keys expand: each counts towards the size limit.
            Count(source.Entries.Count);
            foreach (var (key, value) in source.Entries)
                entries.TryAdd(key, value);
        }

        return new(entries, line);
    }

    private static IEnumerable<YamlValue.Mapping> Merged(YamlValue value) =>
        value switch
        {
            YamlValue.Mapping one => [one],
            YamlValue.Sequence many when many.Items.All(item => item is YamlValue.Mapping) => many.Items.Cast<YamlValue.Mapping>(),
            _ => throw new KubeconfigException($"line {value.Line}: only mappings can be merged with <<"),
        };
}
