using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>The scope a table was listed from. An object outside it is not missing, and a sum over a part is not a total.</summary>
/// <param name="Namespaces">The listed namespaces; empty means all.</param>
/// <param name="Forbidden">Configured namespaces that the API server forbids.</param>
public sealed record Reach(ImmutableArray<string> Namespaces, ImmutableArray<string> Forbidden)
{
    public static readonly Reach Cluster = new([], []);

    public bool IsWhole => Namespaces.IsEmpty && Forbidden.IsEmpty;

    public bool Has(string @namespace) => IsWhole || Namespaces.Contains(@namespace);

    public bool Equals(Reach? other) =>
        other is not null && Namespaces.SequenceEqual(other.Namespaces) && Forbidden.SequenceEqual(other.Forbidden);

    public override int GetHashCode() => HashCode.Combine(Namespaces.Length, Forbidden.Length);
}
