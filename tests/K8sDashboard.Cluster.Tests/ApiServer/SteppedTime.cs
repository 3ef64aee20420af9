namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>A wall clock that can be stepped; the monotonic clock is unaffected, as on real machines.</summary>
internal sealed class SteppedTime(TimeProvider inner) : TimeProvider
{
    private long stepped;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref stepped));

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);

    public void Step(TimeSpan by) => Interlocked.Add(ref stepped, by.Ticks);
}
