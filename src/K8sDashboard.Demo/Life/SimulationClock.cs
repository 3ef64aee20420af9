namespace K8sDashboard.Demo.Life;

/// <summary>The simulation's clock: a fixed past time during the backfill, the real time afterwards.</summary>
public sealed class SimulationClock(TimeProvider real) : TimeProvider
{
    private DateTimeOffset? simulated;

    /// <summary>Sets a fixed time; null follows the real clock.</summary>
    public void Set(DateTimeOffset? moment) => simulated = moment;

    public override DateTimeOffset GetUtcNow() => simulated ?? real.GetUtcNow();

    public override long GetTimestamp() => real.GetTimestamp();

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
