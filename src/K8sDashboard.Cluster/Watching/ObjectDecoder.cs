using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching.Mapping;
using K8sDashboard.Cluster.Watching.Wire;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Decodes the objects of one loop one by one: one that cannot be read is quarantined, and the others are kept.</summary>
/// <param name="reuse">Gives the cached object where nothing has changed, so that a relist takes no memory of its own.</param>
internal sealed partial class ObjectDecoder<TItem>(LoopName loop, Func<TItem, TItem> reuse, ReflectorMetrics metrics, ILogger logger)
    where TItem : ClusterObject
{
    private Interner intern = new();
    private bool versionsAreComparable = true;

    /// <summary>Forgets what it shared between objects: a new list brings its own.</summary>
    /// <param name="restored">The store may have been set back: it counts its versions anew, and equal ones may differ.</param>
    public void Reset(bool restored) => (intern, versionsAreComparable) = (new Interner(), !restored);

    public List<TItem> ReadAll(ServedVersion<TItem> served, ListPage page)
    {
        var items = new List<TItem>(page.Items.Count);
        foreach (var bytes in page.Items)
            if (Read(served, bytes) is { } item)
                items.Add(item);
        return items;
    }

    /// <summary>Null where the object cannot be read: it is counted and logged.</summary>
    public TItem? Read(ServedVersion<TItem> served, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var item = served.Map(bytes, intern);
            return versionsAreComparable ? reuse(item) : item;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            metrics.Quarantined();
            LogQuarantined(loop, fault.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Loop}: an object cannot be read and is not shown: {Reason}")]
    private partial void LogQuarantined(LoopName loop, string reason);
}
