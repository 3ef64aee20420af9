namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// The time of a loop's latest OutOfMemoryException. The memory in use does not show it: what failed is garbage by then.
/// </summary>
public sealed class MemoryShortage(TimeProvider time)
{
    private long last = long.MinValue; // written by loops, read by the memory monitor

    /// <summary>The time since; null where there was none.</summary>
    public TimeSpan? Since
    {
        get
        {
            var then = Volatile.Read(ref last);
            return then == long.MinValue ? null : time.GetElapsedTime(then);
        }
    }

    internal void Tell() => Volatile.Write(ref last, time.GetTimestamp());
}
