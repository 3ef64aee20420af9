using System.Collections.Immutable;
using System.Globalization;

namespace K8sDashboard.Cluster.Resources;

/// <summary>
/// A resource type of the Kubernetes API (group, version, resource and kind) with its words. Two are equal where group and kind are, since
/// an owner reference or an Event names a type by these, of any served version.
/// </summary>
/// <param name="Group">The API group: <c>apps</c>; empty for the core group.</param>
/// <param name="Version">The preferred version: <c>v1</c>.</param>
/// <param name="Plural">The resource's name in paths, and its plural in texts: <c>deployments</c>.</param>
/// <param name="Kind">The kind in objects: <c>Deployment</c>.</param>
public sealed record ResourceType(string Group, string Version, string Plural, string Kind)
{
    private readonly int hash = HashCode.Combine(Group, Kind);

    /// <summary>kubectl's singular name: <c>deployment</c>.</summary>
    public string Singular { get; } = Kind.ToLowerInvariant();

    /// <summary>kubectl's short names: <c>deploy</c>.</summary>
    public ImmutableArray<string> ShortNames { get; init; } = [];

    /// <summary>False for cluster-scoped types such as Node.</summary>
    public bool IsNamespaced { get; init; } = true;

    /// <summary>As in a manifest: <c>apps/v1</c>; <c>v1</c> in the core group.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The type that an owner reference or an Event names, where the catalogue does not have it.</summary>
    /// <param name="apiVersion"><c>GROUP/VERSION</c>, or the version alone in the core group.</param>
    /// <param name="kind">The kind.</param>
    public static ResourceType OfKind(string apiVersion, string kind) =>
        apiVersion.Split('/') is [var group, var version]
            ? new(group, version, GuessPlural(kind), kind)
            : new("", apiVersion, GuessPlural(kind), kind);

    /// <summary><c>1 pod</c>, <c>2 pods</c>.</summary>
    public string Count(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? Singular : Plural)}");

    public bool Equals(ResourceType? other) =>
        ReferenceEquals(this, other) || (other is not null && Kind == other.Kind && Group == other.Group);

    public override int GetHashCode() => hash;

    /// <summary>As an argument of kubectl: <c>deployments.apps</c>.</summary>
    public override string ToString() => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>The same guess as apimachinery's UnsafeGuessKindToResource: only discovery knows the plural.</summary>
    private static string GuessPlural(string kind)
    {
        var singular = kind.ToLowerInvariant();
        if (singular.EndsWith("endpoints", StringComparison.Ordinal))
            return singular;
        if (singular.EndsWith('s'))
            return singular + "es";
        return singular.EndsWith('y') ? singular[..^1] + "ies" : singular + "s";
    }
}
