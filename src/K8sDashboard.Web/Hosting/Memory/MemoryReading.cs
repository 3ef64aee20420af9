using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Hosting.Memory;

/// <summary>The managed heap in use and its limit, in bytes: the container's limit as .NET divides it, else the machine's memory.</summary>
public readonly record struct MemoryReading(long Used, long Limit)
{
    /// <summary>From 0 to 1; an unknown limit is never reached.</summary>
    public double Share => Limit > 0 ? (double)Used / Limit : 0;

    /// <param name="exact">Collects garbage first (blocking).</param>
    public static MemoryReading Read(bool exact)
    {
        if (exact)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        // The current size, not as of the last collection (GCMemoryInfo.HeapSizeBytes): half of the memory may be allocated between two
        // collections.
        return new(GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes);
    }

    /// <summary><c>170Mi of 200Mi</c>.</summary>
    public override string ToString() => $"{Quantity.Bytes(Used)} of {Quantity.Bytes(Limit)}";
}
