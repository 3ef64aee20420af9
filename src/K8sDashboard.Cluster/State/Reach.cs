using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>How much of the cluster a table was read from. What was not read is not missing, and no sum over a part is a total.</summary>
/// <param name="Namespaces">Those that have been read whole; empty means all.</param>
/// <param name="Forbidden">Those that should be read, and that the API server refuses.</param>
public sealed record Reach(ImmutableArray<string> Namespaces, ImmutableArray<string> Forbidden)
{
    public static readonly Reach Cluster = new([], []);

    public bool IsWhole => Namespaces.IsEmpty && Forbidden.IsEmpty;

    public bool Has(string @namespace) => IsWhole || Namespaces.Contains(@namespace);

    public bool Equals(Reach? other) =>
        other is not null && Namespaces.SequenceEqual(other.Namespaces) && Forbidden.SequenceEqual(other.Forbidden);

    public override int GetHashCode() => HashCode.Combine(Namespaces.Length, Forbidden.Length);
}
