using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>The namespaces that a page is limited to; none means all. Compared by value, so that it can be part of a cache key.</summary>
public readonly struct NamespaceFilter : IEquatable<NamespaceFilter>
{
    /// <summary>No limit.</summary>
    public static readonly NamespaceFilter All;

    private readonly ImmutableArray<string> names;

    /// <param name="names">In the order of their first mention; duplicates are dropped.</param>
    public NamespaceFilter(IEnumerable<string> names) => this.names = [.. names.Distinct(StringComparer.Ordinal)];

    /// <summary>Empty where there is no limit.</summary>
    public ImmutableArray<string> Names => names.IsDefault ? [] : names;

    public bool IsAll => Names.IsEmpty;

    /// <summary>The one namespace; null where there are none or several.</summary>
    public string? Single => Names is [var only] ? only : null;

    /// <summary>Whether objects of this namespace are shown.</summary>
    public bool Includes(string @namespace) => IsAll || Names.Contains(@namespace, StringComparer.Ordinal);

    public static bool operator ==(NamespaceFilter left, NamespaceFilter right) => left.Equals(right);

    public static bool operator !=(NamespaceFilter left, NamespaceFilter right) => !left.Equals(right);

    public bool Equals(NamespaceFilter other) => Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    public override bool Equals(object? obj) => obj is NamespaceFilter other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Names.Length, Names.FirstOrDefault());

    /// <summary>As in a query string: <c>shop,payments</c>.</summary>
    public override string ToString() => string.Join(',', Names);
}
