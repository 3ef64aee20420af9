using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Faults;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>The wall clock is stepped by an hour at runtime: no displayed age changes.</summary>
public sealed class ClockStepTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-watches")]
    public async Task Reflector_ClockSteppedByOneHour_KeepsTheWatchAndStaysLive(int hours)
    {
        var time = new SteppedTime(TimeProvider.System);
        await using var faulty = await FaultyPods.StartAsync(time);

        time.Step(hours * Hour);
        faulty.Api.Put("c");
        var table = await faulty.Pods.SeeLiveAsync("a", "b", "c");
        time.Step(-hours * Hour);
        faulty.Api.Put("d");
        await faulty.Pods.SeeLiveAsync("a", "b", "c", "d");

        Assert.Equal(FreshnessLevel.Live, Freshness.Of(table.Sync, time.GetUtcNow()).Level);
        Assert.Equal((1, 1), (faulty.Api.Lists, faulty.Proxy.Requests.Count(asked => asked.IsWatch)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-outage")]
    public async Task Reflector_ClockSteppedByOneHourDuringOutage_ReportsTheElapsedDuration(int hours)
    {
        var time = new SteppedTime(new FastTime(10));
        await using var faulty = await FaultyPods.StartAsync(time);
        faulty.Proxy.Line.Refuse();
        var lost = await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);

        time.Step(hours * Hour);
        var interrupted = await faulty.Pods.SeeAsync(table =>
            table.Sync is SyncState.Interrupted { Since: var since } && (since - SinceOf(lost)).Duration() > Hour / 2
        );

        // The start moves by what the clock was stepped, so that the duration is kept.
        Assert.InRange(SinceOf(interrupted) - SinceOf(lost) - (hours * Hour), -TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        faulty.Proxy.Line.Accept();
        await faulty.Pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Fault", "F09-clock-step-outage")]
    public void Freshness_InterruptedInTheFuture_ForbidsWritesForOneHourAndIsLiveForOneSecond()
    {
        var lost = new SyncState.Interrupted(DateTimeOffset.UnixEpoch + Hour, "refused");

        Assert.True(Freshness.Of(lost, DateTimeOffset.UnixEpoch).ForbidsWrites);
        // The UI's clock ticks once a second, and may lag by that much.
        Assert.Equal(FreshnessLevel.Live, Freshness.Of(lost, lost.Since - TimeSpan.FromSeconds(1)).Level);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [Trait("Fault", "F09-clock-step-rights")]
    public async Task AccessReviews_ClockSteppedByOneHour_CachesAllowedFor30Seconds(int hours)
    {
        await using var api = await WriteApi.StartAsync();
        var passing = new FakeTimeProvider(DateTimeOffset.UnixEpoch + (2 * Hour));
        var time = new SteppedTime(passing);
        var (ada, reviews) = (api.Actor(), new AccessReviews(time));
        var right = new AccessRight("list", "", "pods", "", new("", ""));
        await AskAsync();

        passing.Advance(AccessReviews.AllowedFor - TimeSpan.FromSeconds(1));
        time.Step(hours * Hour);
        await AskAsync();
        Assert.Single(api.Reviews);

        api.Refuses = _ => "taken away";
        passing.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<AccessAnswer.Forbidden>(await AskAsync());

        Task<AccessAnswer> AskAsync() =>
            reviews.WatchAsync(ada, [right], CancellationToken.None).FirstAsync(answer => answer is not AccessAnswer.Asking).AsTask();
    }

    [Fact]
    [Trait("Fault", "F09-clock-step-ages")]
    public void KubectlAge_MinusTwoToPlusTwoHours_IsNeverNegativeAndInvalidOnlyBelowMinusOneSecond()
    {
        for (var seconds = -7_200; seconds <= 7_200; seconds++)
        {
            var age = KubectlAge.Of(TimeSpan.FromSeconds(seconds));
            Assert.DoesNotContain('-', age);
            Assert.Equal(seconds < -1, age == "<invalid>");
        }
    }

    private static DateTimeOffset SinceOf(Table<Pod> table) => ((SyncState.Interrupted)table.Sync).Since;
}
