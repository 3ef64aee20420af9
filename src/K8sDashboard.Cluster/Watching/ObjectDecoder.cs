using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Decodes the objects of one loop one by one: an undecodable one is quarantined, and the others are kept.</summary>
/// <param name="reuse">Returns the cached object where it has the same version, so that a relist allocates little.</param>
internal sealed partial class ObjectDecoder<TItem>(LoopName loop, Func<TItem, TItem> reuse, ReflectorMetrics metrics, ILogger logger)
    where TItem : ClusterObject
{
    private Interner intern = new();
    private bool versionsAreComparable = true;

    /// <summary>Resets the interned values before a new list.</summary>
    /// <param name="restored">The store may have been restored from a backup: equal resourceVersions may then differ in content.</param>
    public void Reset(bool restored)
    {
        intern = new Interner();
        versionsAreComparable = !restored;
    }

    public List<TItem> ReadAll(ServedVersion<TItem> served, ListPage page)
    {
        var items = new List<TItem>(page.Items.Count);
        foreach (var bytes in page.Items)
            if (Read(served, bytes) is { } item)
                items.Add(item);
        return items;
    }

    /// <summary>Null where the object cannot be decoded: it is counted and logged.</summary>
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
