namespace K8sDashboard.Cluster.Telemetry;

/// <summary>A rate per second over a sliding window of one minute, in twelve slots of five seconds. Not thread-safe.</summary>
internal sealed class MinuteRate(TimeProvider time)
{
    private static readonly TimeSpan Slot = TimeSpan.FromSeconds(5);

    private readonly long started = time.GetTimestamp();
    private readonly long[] counts = new long[12];
    private long current;

    /// <summary>The divisor is a full minute from the start on, so that an initial burst does not show as a high rate.</summary>
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
