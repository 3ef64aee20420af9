using System.Collections.Immutable;

namespace K8sDashboard.Monitoring;

/// <summary>The labels of one series, sorted by name. Values are untrusted text of exporters: never render them as markup.</summary>
public sealed class LabelSet(ImmutableSortedDictionary<string, string> labels) : IEquatable<LabelSet>
{
    public static readonly LabelSet None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The label's value; empty where it is absent, as in PromQL.</summary>
    public string this[string name] => labels.GetValueOrDefault(name, "");

    public string Metric => this["__name__"];

    public static LabelSet Of(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
            labels[name] = value;
        return new LabelSet(labels.ToImmutable());
    }

    public bool Equals(LabelSet? other) => other is not null && Pairs().SequenceEqual(other.Pairs());

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var pair in Pairs())
            hash.Add(pair);
        return hash.ToHashCode();
    }

    public override string ToString() => "{" + string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}")) + "}";

    private IEnumerable<(string, string)> Pairs() => labels.Select(label => (label.Key, label.Value));
}
