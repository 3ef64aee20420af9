using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>A set of names with value equality, so that equal panels are equal.</summary>
public sealed class NameSet(IEnumerable<string> names) : IEquatable<NameSet>
{
    public static readonly NameSet Empty = new([]);

    public ImmutableArray<string> Names { get; } = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public bool Contains(string name) => Names.BinarySearch(name, StringComparer.Ordinal) >= 0;

    public bool Equals(NameSet? other) => other is not null && Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as NameSet);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var name in Names)
            hash.Add(name, StringComparer.Ordinal);
        return hash.ToHashCode();
    }
}
