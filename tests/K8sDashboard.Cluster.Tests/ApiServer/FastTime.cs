using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>
/// Virtual time, paced by round trips: the clock advances only after a byte has passed a loopback connection and the thread pool, and then
/// by a bounded step. A busy machine slows the clock as much as the code under test, so that a timeout is at least so many round trips away
/// on every machine; a clock driven by wall time would race with the scheduler.
/// </summary>
internal sealed class FastTime : TimeProvider
{
    /// <summary>The maximum step per round trip, which takes about as long as a timer of one millisecond.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>GC roots of clocks with pending timers: an awaited clock may have no other reference.</summary>
    private static readonly ConcurrentDictionary<FastTime, int> Awaited = [];

    private readonly FakeTimeProvider clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly double haste;

    /// <param name="speed">The speed relative to wall time on an idle machine.</param>
    /// <param name="haste">The share by which timers fire early, as timers coarser than the system's clock may.</param>
    public FastTime(int speed = 100, double haste = 0)
    {
        this.haste = haste;
        // Ends with the clock, which is held by the test and by pending timers.
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
            // Through the thread pool's queue, behind pending work items.
            await Task.Run(() => { });
        } while (Advance(clock, TimeSpan.FromTicks(Math.Min(System.GetElapsedTime(began).Ticks, LongestStep.Ticks)) * speed));
    }

    // Not in the loop, whose state machine would keep the clock alive.
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
