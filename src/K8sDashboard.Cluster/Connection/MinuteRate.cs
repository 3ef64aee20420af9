namespace K8sDashboard.Cluster.Connection;

/// <summary>How often something happened a second, over the last minute, in twelve slots of five seconds. Not safe for several threads.</summary>
internal sealed class MinuteRate(TimeProvider time)
{
    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(5);

    private readonly long started = time.GetTimestamp();
    private readonly long[] counts = new long[12];
    private long current;

    /// <summary>A minute is the divisor from the start on: a burst of the first second is no rate yet.</summary>
    public double PerSecond
    {
        get
        {
            Advance();
            return counts.Sum() / (Slot.TotalSeconds * counts.Length);
        }
    }

    public void Count()
    {
        Advance();
        counts[current % counts.Length]++;
    }

    private void Advance()
    {
        var now = time.GetElapsedTime(started).Ticks / Slot.Ticks;
        for (var slot = Math.Max(current + 1, now - counts.Length + 1); slot <= now; slot++)
            counts[slot % counts.Length] = 0;
        current = now;
    }
}
