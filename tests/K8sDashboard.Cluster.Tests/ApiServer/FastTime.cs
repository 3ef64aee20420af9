using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>
/// Virtual time, paced by round trips. The clock moves one step each time a byte has gone through a loopback connection and the thread
/// pool, at most once a millisecond. A machine that is busy slows the clock as it slows what is tested: a deadline is the same number
/// of round trips away on every machine, where a clock that runs by the wall makes a race with the scheduler of it.
/// </summary>
internal sealed class FastTime : TimeProvider
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly double haste;

    /// <param name="speed">How many milliseconds a round trip stands for: how many times as fast as the wall it goes at most.</param>
    /// <param name="haste">The share by which timers fire before their time: a system's count coarser than its clock, and may by a moment.</param>
    public FastTime(int speed = 100, double haste = 0)
    {
        this.haste = haste;
        // It ends with the clock, which the test and the timers of what is tested hold.
        _ = PaceAsync(new WeakReference<FakeTimeProvider>(clock), TimeSpan.FromMilliseconds(speed));
    }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, clock.CreateTimer(callback, state, Early(dueTime), Early(period)));

    private TimeSpan Early(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time * (1 - haste);

    private static async Task PaceAsync(WeakReference<FakeTimeProvider> clock, TimeSpan step)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var far = await listener.AcceptTcpClientAsync();
        var single = new byte[1];
        do
        {
            await Task.Delay(Pause, System);
            await near.GetStream().WriteAsync(single);
            await far.GetStream().ReadExactlyAsync(single);
            // Through the queue of the thread pool, behind what waits there.
            await Task.Run(() => { });
        }
        while (Advance(clock, step));
    }

    // Apart from the loop, whose state would hold the clock.
    private static bool Advance(WeakReference<FakeTimeProvider> clock, TimeSpan step)
    {
        if (!clock.TryGetTarget(out var target)) return false;
        target.Advance(step);
        return true;
    }

    private sealed class Timer(FastTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Early(dueTime), time.Early(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
