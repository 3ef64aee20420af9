namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>A clock that runs a hundred times as fast, unless told otherwise: the loops wait their real number of seconds, in hundredths.</summary>
/// <param name="speed">How many times as fast.</param>
/// <param name="haste">The share by which timers fire before their time: a system's count coarser than its clock, and may by a moment.</param>
internal sealed class FastTime(int speed = 100, double haste = 0) : TimeProvider
{
    private readonly long start = TimeProvider.System.GetTimestamp();
    private readonly DateTimeOffset startOfDay = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public override long GetTimestamp() => start + ((TimeProvider.System.GetTimestamp() - start) * speed);

    public override DateTimeOffset GetUtcNow() => startOfDay + (TimeProvider.System.GetElapsedTime(start) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, TimeProvider.System.CreateTimer(callback, state, Quick(dueTime), Quick(period)));

    private TimeSpan Quick(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time * (1 - haste) / speed;

    private sealed class Timer(FastTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Quick(dueTime), time.Quick(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
