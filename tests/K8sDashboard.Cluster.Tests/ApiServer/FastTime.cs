using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>
/// Virtual time, paced by round trips. The clock moves only after a byte has gone through a loopback connection and the thread pool, and
/// then by no more than a step, however long that took. A machine that is busy slows the clock as it slows what is tested: a deadline
/// is at least so many round trips away on every machine, where a clock that runs by the wall makes a race with the scheduler of it.
/// </summary>
internal sealed class FastTime : TimeProvider
{
    /// <summary>What the clock makes of a round trip at most: a timer of one millisecond takes about so long.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>GC roots of the clocks that have timers: nothing else need refer to a clock that is only waited for.</summary>
    private static readonly ConcurrentDictionary<FastTime, int> Awaited = [];

    private readonly FakeTimeProvider clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly double haste;

    /// <param name="speed">How many times as fast as the wall it goes where the machine is not busy.</param>
    /// <param name="haste">The share by which timers fire before their time: a system's count coarser than its clock, and may by a moment.</param>
    public FastTime(int speed = 100, double haste = 0)
    {
        this.haste = haste;
        // It ends with the clock, which the test holds, and whoever waits for it.
        _ = PaceAsync(new WeakReference<FakeTimeProvider>(clock), speed);
    }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(Held(this), clock.CreateTimer(callback, state, Early(dueTime), Early(period)));

    private static FastTime Held(FastTime time)
    {
        Awaited.AddOrUpdate(time, 1, (_, timers) => timers + 1);
        return time;
    }

    private static void Release(FastTime time)
    {
        if (Awaited.AddOrUpdate(time, 0, (_, timers) => timers - 1) <= 0)
            Awaited.TryRemove(KeyValuePair.Create(time, 0));
    }

    private TimeSpan Early(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time * (1 - haste);

    private static async Task PaceAsync(WeakReference<FakeTimeProvider> clock, int speed)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var far = await listener.AcceptTcpClientAsync();
        var single = new byte[1];
        long began;
        do
        {
            began = System.GetTimestamp();
            await Task.Delay(Pause, System);
            await near.GetStream().WriteAsync(single);
            await far.GetStream().ReadExactlyAsync(single);
            // Through the queue of the thread pool, behind what waits there.
            await Task.Run(() => { });
        } while (Advance(clock, TimeSpan.FromTicks(Math.Min(System.GetElapsedTime(began).Ticks, LongestStep.Ticks)) * speed));
    }

    // Apart from the loop, whose state would hold the clock.
    private static bool Advance(WeakReference<FakeTimeProvider> clock, TimeSpan step)
    {
        if (!clock.TryGetTarget(out var target))
            return false;
        target.Advance(step);
        return true;
    }

    private sealed class Timer(FastTime time, ITimer timer) : ITimer
    {
        private int isDisposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Early(dueTime), time.Early(period));

        public void Dispose()
        {
            timer.Dispose();
            if (Interlocked.Exchange(ref isDisposed, 1) == 0)
                Release(time);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
