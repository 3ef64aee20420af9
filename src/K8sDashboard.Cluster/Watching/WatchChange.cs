using k8s;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The change of a table by one watch event.</summary>
internal abstract record WatchChange<TItem>(string Version)
    where TItem : ClusterObject
{
    /// <summary>The object was added or modified.</summary>
    /// <param name="Item">The object.</param>
    /// <param name="Type">Which of both, for the metrics: a table treats them alike.</param>
    public sealed record Put(TItem Item, WatchEventType Type) : WatchChange<TItem>(Item.ResourceVersion);

    /// <summary>The object was deleted at this version.</summary>
    public sealed record Remove(TItem Item) : WatchChange<TItem>(Item.ResourceVersion);

    /// <summary>A bookmark: no change up to this version.</summary>
    public sealed record Bookmark(string Version) : WatchChange<TItem>(Version);

    /// <exception cref="ReadFailedException">The event is an ERROR, or malformed.</exception>
    public static WatchChange<TItem> Of(WatchFrame frame, ServedVersion<TItem> served, ObjectDecoder<TItem> decoder)
    {
        WatchChange<TItem> change = frame.Type switch
        {
            "ADDED" => new Put(Read(), WatchEventType.Added),
            "MODIFIED" => new Put(Read(), WatchEventType.Modified),
            "DELETED" => new Remove(Read()),
            "BOOKMARK" => new Bookmark(AnyObject.Parser.ParseFrom(frame.Object.Span).Metadata?.ResourceVersion ?? ""),
            "ERROR" => throw new ReadFailedException(ReadFailure.Of(Status.Parser.ParseFrom(frame.Object.Span))),
            _ => throw Malformed($"an unknown event {frame.Type}"),
        };
        // Without a resourceVersion to resume from, the next watch would miss deletions.
        return change.Version.Length > 0 ? change : throw Malformed($"a {frame.Type} event without resourceVersion");

        TItem Read() => decoder.Read(served, frame.Object) ?? throw Malformed($"an unreadable {frame.Type} event");
    }

    private static ReadFailedException Malformed(string why) => new(new ReadFailure.Malformed(why));
}
