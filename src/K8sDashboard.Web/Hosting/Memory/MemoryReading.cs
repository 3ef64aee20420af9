using K8sDashboard.Cluster.Health;

namespace K8sDashboard.Web.Hosting.Memory;

/// <summary>What the objects of this process take, and the most that they may: the container's limit as .NET divides it, else the machine's memory.</summary>
public readonly record struct MemoryReading(long Used, long Limit)
{
    /// <summary>From 0 to 1; a limit that is not known is never reached.</summary>
    public double Share => Limit > 0 ? (double)Used / Limit : 0;

    /// <param name="exact">Collects first, so that what nobody needs any more does not count. It stops the process for a moment.</param>
    public static MemoryReading Read(bool exact)
    {
        if (exact)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        // Now, and not as of the last collection: between two of them, half of the memory may be filled.
        return new(GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes);
    }

    /// <summary><c>170Mi of 200Mi</c>.</summary>
    public override string ToString() => $"{Quantity.Bytes(Used)} of {Quantity.Bytes(Limit)}";
}
