using System.Collections.Immutable;

namespace K8sDashboard.Web.Projections;

/// <summary>A list with value equality, as a cache key.</summary>
public sealed record EquatableList<T>(ImmutableArray<T> Items)
{
    public bool Equals(EquatableList<T>? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);
}
