using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Watching;

/// <summary>A watched kind, as data: its API versions, the mapping of its objects, and the table of the snapshot that it fills.</summary>
/// <param name="Name">The plural, as in kubectl; the loop's name in logs and metrics.</param>
/// <param name="Namespaced">False for cluster-scoped kinds such as Node.</param>
/// <param name="Versions">Newest first; the first served one is used.</param>
/// <param name="Place">Puts a new table into the snapshot.</param>
internal sealed record ResourceKind<TItem>(
    string Name,
    bool Namespaced,
    ImmutableArray<ServedVersion<TItem>> Versions,
    Func<ClusterSnapshot, Table<TItem>, ClusterSnapshot> Place
)
    where TItem : ClusterObject;

/// <summary>One served version of a kind.</summary>
/// <param name="Root"><c>api/v1</c>, or <c>apis/GROUP/VERSION</c>.</param>
/// <param name="Plural">The resource name in paths.</param>
/// <param name="Map">Decodes and maps one object; throws on malformed bytes.</param>
internal sealed record ServedVersion<TItem>(string Root, string Plural, Func<ReadOnlyMemory<byte>, Interner, TItem> Map)
{
    /// <summary>The collection's address relative to the API server; an empty namespace means all of them.</summary>
    public string Address(string @namespace) => @namespace.Length == 0 ? $"{Root}/{Plural}" : $"{Root}/namespaces/{@namespace}/{Plural}";
}
