namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Exponential back-off with jitter between failed attempts: 0.8 s doubling to 30 s, so that loops and dashboards do not retry in lockstep;
/// reset after two minutes without a failure.
/// </summary>
internal sealed class BackOff(ReflectorPolicy policy, TimeProvider time, Random random)
{
    private TimeSpan ceiling = policy.BackOff;
    private long lastFailure = long.MinValue;

    /// <summary>
    /// The delay after one more failure: between half of the ceiling and the whole, so that the longest delay has jitter too, and at least
    /// the server's <c>Retry-After</c>.
    /// </summary>
    /// <param name="retryAfter">The response's <c>Retry-After</c>.</param>
    public TimeSpan Next(TimeSpan? retryAfter)
    {
        if (lastFailure != long.MinValue && time.GetElapsedTime(lastFailure) >= policy.BackOffReset)
            ceiling = policy.BackOff;
        lastFailure = time.GetTimestamp();
        var wait = ceiling * (0.5 + (random.NextDouble() / 2));
        ceiling = TimeSpan.FromTicks(Math.Min(ceiling.Ticks * 2, policy.BackOffBound.Ticks));
        if (retryAfter > policy.RetryAfterBound)
            retryAfter = policy.RetryAfterBound;
        return retryAfter > wait ? retryAfter.Value : wait;
    }
}
