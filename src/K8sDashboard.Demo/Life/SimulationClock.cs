namespace K8sDashboard.Demo.Life;

/// <summary>The time of the simulation: set to a moment of the past while that is told quickly, and the real one from then on.</summary>
public sealed class SimulationClock(TimeProvider real) : TimeProvider
{
    private DateTimeOffset? told;

    /// <summary>Until when the past is told; then it is now.</summary>
    public void Set(DateTimeOffset? moment) => told = moment;

    public override DateTimeOffset GetUtcNow() => told ?? real.GetUtcNow();

    public override long GetTimestamp() => real.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
