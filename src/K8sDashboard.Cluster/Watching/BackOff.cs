namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Waiting times between failed attempts: 0.8 s doubling to 30 s, with jitter so that many loops and many dashboards do not come
/// back together; reset after two minutes of health. The numbers are client-go's (tools/cache/reflector.go).
/// </summary>
internal sealed class BackOff(TimeProvider time, Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1.6);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Health = TimeSpan.FromMinutes(2);

    /// <summary>No server is left alone for longer, whatever it or a proxy before it asks for: the operator waits.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(1);

    private TimeSpan ceiling = First;
    private long lastFailure = long.MinValue;

    /// <summary>
    /// The waiting time after one more failure: between half of the ceiling and the whole, so that there is jitter at the longest wait
    /// too, and at least as long as the server asked for.
    /// </summary>
    public TimeSpan Next(TimeSpan? asked)
    {
        if (lastFailure != long.MinValue && time.GetElapsedTime(lastFailure) >= Health) ceiling = First;
        lastFailure = time.GetTimestamp();
        var wait = ceiling * (0.5 + (random.NextDouble() / 2));
        ceiling = TimeSpan.FromTicks(Math.Min(ceiling.Ticks * 2, Longest.Ticks));
        if (asked > LongestAsked) asked = LongestAsked;
        return asked > wait ? asked.Value : wait;
    }
}
