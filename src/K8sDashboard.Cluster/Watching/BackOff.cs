namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Exponential back-off with jitter between failed attempts: 0.8 s doubling to 30 s, so that many loops and many dashboards do not come
/// back together; reset after two minutes without a failure.
/// </summary>
internal sealed class BackOff(ReflectorPolicy policy, TimeProvider time, Random random)
{
    private TimeSpan ceiling = policy.BackOff;
    private long lastFailure = long.MinValue;

    /// <summary>
    /// The waiting time after one more failure: between half of the ceiling and the whole, so that there is jitter at the longest wait
    /// too, and at least as long as the server asked for.
    /// </summary>
    /// <param name="asked">The answer's <c>Retry-After</c>.</param>
    public TimeSpan Next(TimeSpan? asked)
    {
        if (lastFailure != long.MinValue && time.GetElapsedTime(lastFailure) >= policy.BackOffReset)
            ceiling = policy.BackOff;
        lastFailure = time.GetTimestamp();
        var wait = ceiling * (0.5 + (random.NextDouble() / 2));
        ceiling = TimeSpan.FromTicks(Math.Min(ceiling.Ticks * 2, policy.BackOffBound.Ticks));
        if (asked > policy.RetryAfterBound)
            asked = policy.RetryAfterBound;
        return asked > wait ? asked.Value : wait;
    }
}
