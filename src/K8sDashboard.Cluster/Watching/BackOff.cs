namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Waiting times between failed attempts: 0.8 s doubling to 30 s, with full jitter so that many loops and many dashboards do not
/// come back together; reset after two minutes of health. The numbers are client-go's (tools/cache/reflector.go).
/// </summary>
internal sealed class BackOff(TimeProvider time, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Health = TimeSpan.FromMinutes(2);

    private TimeSpan next = First;
    private long lastFailure = long.MinValue;

    /// <summary>Waits after a failure; at least as long as the server asked for.</summary>
    public Task WaitAsync(TimeSpan? atLeast, CancellationToken cancellation)
    {
        if (lastFailure != long.MinValue && time.GetElapsedTime(lastFailure) >= Health) next = First;
        lastFailure = time.GetTimestamp();
        var wait = next * (1 + random.NextDouble());
        next = TimeSpan.FromTicks(Math.Min(next.Ticks * 2, Longest.Ticks));
        if (wait > Longest) wait = Longest;
        return Task.Delay(atLeast > wait ? atLeast.Value : wait, time, cancellation);
    }
}
