using Google.Protobuf;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources;

/// <summary>One served version of a kind.</summary>
/// <param name="Root"><c>api/v1</c>, or <c>apis/GROUP/VERSION</c>.</param>
/// <param name="Plural">The resource name in paths.</param>
/// <param name="Map">Decodes and maps one object; throws on malformed bytes.</param>
internal sealed record ServedVersion<TItem>(string Root, string Plural, Func<ReadOnlyMemory<byte>, Interner, TItem> Map)
    where TItem : ClusterObject
{
    /// <summary>The collection's address relative to the API server; an empty namespace means all of them.</summary>
    public string Address(string @namespace) => @namespace.Length == 0 ? $"{Root}/{Plural}" : $"{Root}/namespaces/{@namespace}/{Plural}";
}

/// <summary>Versions that are read as protobuf.</summary>
internal static class ServedVersion
{
    /// <param name="group">Empty for the core group.</param>
    /// <param name="version"><c>v1</c>.</param>
    /// <param name="plural">The resource name in paths.</param>
    /// <param name="parser">Of the trimmed message; unknown fields are discarded.</param>
    /// <param name="map">Maps a message to the cached record; throws <see cref="Wire.MalformedAnswerException"/>.</param>
    public static ServedVersion<TItem> Protobuf<TMessage, TItem>(
        string group,
        string version,
        string plural,
        MessageParser<TMessage> parser,
        Func<TMessage, Interner, TItem> map
    )
        where TMessage : IMessage<TMessage>
        where TItem : ClusterObject
    {
        var trimmed = parser.WithDiscardUnknownFields(true);
        var root = group.Length == 0 ? $"api/{version}" : $"apis/{group}/{version}";
        return new(root, plural, (bytes, intern) => map(trimmed.ParseFrom(bytes.Span), intern));
    }
}
