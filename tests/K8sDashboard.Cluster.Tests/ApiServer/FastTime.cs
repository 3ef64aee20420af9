namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>A clock that runs a hundred times as fast: the loops wait their real number of seconds, in hundredths.</summary>
internal sealed class FastTime : TimeProvider
{
    private const int Speed = 100;

    private readonly long start = TimeProvider.System.GetTimestamp();
    private readonly DateTimeOffset startOfDay = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public override long GetTimestamp() => start + ((TimeProvider.System.GetTimestamp() - start) * Speed);

    public override DateTimeOffset GetUtcNow() => startOfDay + (TimeProvider.System.GetElapsedTime(start) * Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        TimeProvider.System.CreateTimer(callback, state, Quick(dueTime), Quick(period));

    private static TimeSpan Quick(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / Speed;
}
