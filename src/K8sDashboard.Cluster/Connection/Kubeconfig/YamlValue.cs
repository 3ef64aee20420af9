using System.Collections.Frozen;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// A YAML document as a tree. An alias is the same node as its anchor, so that nested aliases take no more memory than the text.
/// </summary>
/// <param name="Line">The line in its file, from 1.</param>
internal abstract record YamlValue(long Line)
{
    /// <summary>Null: an empty document, <c>~</c> or <c>null</c>.</summary>
    public static readonly YamlValue Null = new Scalar("", ScalarType.Null, 1);

    /// <summary>The type, for error messages.</summary>
    public abstract string TypeName { get; }

    public bool IsNull => this is Scalar { Type: ScalarType.Null };

    public sealed record Scalar(string Text, ScalarType Type, long Line) : YamlValue(Line)
    {
        public override string TypeName =>
            Type switch
            {
                ScalarType.Null => "null",
                ScalarType.Boolean => "a boolean",
                ScalarType.Number => "a number",
                _ => "a string",
            };
    }

    public sealed record Sequence(IReadOnlyList<YamlValue> Items, long Line) : YamlValue(Line)
    {
        public override string TypeName => "a list";
    }

    public sealed record Mapping(IReadOnlyDictionary<string, YamlValue> Entries, long Line) : YamlValue(Line)
    {
        public static readonly Mapping Empty = new(FrozenDictionary<string, YamlValue>.Empty, 1);

        public override string TypeName => "a mapping";
    }
}

/// <summary>The type that a scalar has in JSON.</summary>
internal enum ScalarType
{
    Text,
    Null,
    Boolean,
    Number,
}
