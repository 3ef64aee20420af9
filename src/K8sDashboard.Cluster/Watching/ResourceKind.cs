using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching.Mapping;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// A kind that the dashboard follows, as data: where the API serves it, how one of its objects becomes a record, and which
/// table of the snapshot it fills.
/// </summary>
/// <param name="Name">The plural as kubectl says it; names the loop in logs and metrics.</param>
/// <param name="Namespaced">False for kinds such as Node: they have one scope, the cluster.</param>
/// <param name="Versions">Newest first; the first that the server has is used.</param>
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
/// <param name="Plural">The resource's name in addresses.</param>
/// <param name="Map">Decodes one object and maps it; throws on an object that is no such thing.</param>
internal sealed record ServedVersion<TItem>(string Root, string Plural, Func<ReadOnlyMemory<byte>, Interner, TItem> Map)
{
    /// <summary>The collection's address relative to the API server; an empty namespace means all of them.</summary>
    public string Address(string @namespace) => @namespace.Length == 0 ? $"{Root}/{Plural}" : $"{Root}/namespaces/{@namespace}/{Plural}";
}
