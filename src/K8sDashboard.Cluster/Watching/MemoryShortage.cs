namespace K8sDashboard.Cluster.Watching;

/// <summary>When something that a loop read last did not fit into memory. What is in use does not tell it: what failed is garbage by then.</summary>
public sealed class MemoryShortage(TimeProvider time)
{
    private long last = long.MinValue; // written by loops, read by whoever minds the memory

    /// <summary>How long ago; null where all has fitted so far.</summary>
    public TimeSpan? Since => Volatile.Read(ref last) is var then && then == long.MinValue ? null : time.GetElapsedTime(then);

    internal void Tell() => Volatile.Write(ref last, time.GetTimestamp());
}
