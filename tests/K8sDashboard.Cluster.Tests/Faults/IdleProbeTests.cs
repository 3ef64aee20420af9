using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Faults;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Idle watches: a quiet kind, or a dead connection.</summary>
public sealed class IdleProbeTests
{
    [Fact]
    [Trait("Fault", "F02-stalled-watch")]
    public async Task IdleProbe_WatchDropsEvents_NextWatchBringsThemWithoutRelist()
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Events(_ => []), times: 1)
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("c");
        faulty.Api.Delete("a");
        var began = faulty.Time.GetTimestamp();

        await faulty.Pods.SeeLiveAsync("b", "c");
        // Before the watch's own timeout of at least five minutes.
        Assert.InRange(faulty.Time.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromMinutes(4));
        Assert.Equal(1, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F02-stalled-watch")]
    public async Task IdleProbe_QuietKindWhileOthersChange_IsNotRelisted()
    {
        await using var faulty = await FaultyPods.StartAsync();
        var moved = faulty.Time.CreateTimer(_ => faulty.Api.ChangeOthers(100), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await using (moved)
            await Wait.UntilAsync(() => faulty.Proxy.Requests.Count(asked => asked.IsWatch) >= 3, "three watches in turn");

        Assert.Equal(1, faulty.Api.Lists);
        Assert.IsType<SyncState.Live>(faulty.Pods.Store.Current.Pods.Sync);
    }

    [Fact]
    [Trait("Fault", "F02-stalled-watch")]
    public async Task StalledWatchDetector_EveryWatchDropsEvents_RelistsAndStaysInterrupted()
    {
        IDisposable? fault = null;
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
            fault = proxy.Rules.On(asked => asked.IsWatch, new Fault.Events(_ => []))
        );
        await faulty.Pods.SeeLiveAsync("a", "b");
        for (var pod = 0; pod < 2; pod++)
        {
            faulty.Api.Put($"c{pod}");
            await faulty.Pods.SeeAsync(table => table.Find("default", $"c{pod}") is not null);
        }

        var stale = await faulty.Pods.SeeAsync(table =>
            table.Sync is SyncState.Interrupted { Message: var reason } && reason.Contains("bring nothing", StringComparison.Ordinal)
        );
        Assert.False(((SyncState.Interrupted)stale.Sync).NeverListed);
        faulty.Api.Put("d");
        // Not reset by the next accepted watch.
        await faulty.Pods.SeeAsync(table =>
            Assert.IsType<SyncState.Interrupted>(table.Sync) is not null && table.Find("default", "d") is not null
        );

        fault!.Dispose();
        faulty.Cut();
        faulty.Api.Put("e");
        await faulty.Pods.SeeTruthAsync(faulty.Api);
    }

    [Fact]
    [Trait("Fault", "F02-stalled-watch")]
    public async Task StalledWatchDetector_StalledWatchesCutEachMinute_StillShowsTheNewPod()
    {
        await using var faulty = await FaultyPods.StartAsync(before: proxy =>
        {
            proxy.Rules.On(asked => asked.IsWatch, new Fault.Events(_ => []));
            _ = CutAsync(proxy);
        });
        await faulty.Pods.SeeLiveAsync("a", "b");
        faulty.Api.Put("c");

        await faulty.Pods.SeeAsync(table => table.Find("default", "c") is not null);

        // As a proxy with an idle timeout of a minute.
        static async Task CutAsync(FaultProxy proxy)
        {
            for (var minute = 0; minute < 9; minute++)
            {
                await Task.Delay(TimeSpan.FromMinutes(1), new FastTime(30));
                proxy.Line.Cut();
            }
        }
    }

    [Fact]
    [Trait("Fault", "F02-stalled-watch")]
    public void StalledWatchDetector_QuietKind_DoublesTheIntervalFrom4To64Watches()
    {
        var stalled = new K8sDashboard.Cluster.Watching.StalledWatchDetector(K8sDashboard.Cluster.Watching.ReflectorPolicy.Default);
        int[] gaps =
        [
            .. Enumerable
                .Range(0, 7)
                .Select(_ =>
                {
                    var watches = 1;
                    while (!stalled.IsSuspect())
                        watches++;
                    stalled.Listed(() => false);
                    return watches;
                }),
        ];
        Assert.Equal([4, 8, 16, 32, 64, 64, 64], gaps);
        Assert.False(stalled.IsConfirmed);
    }

    [Fact]
    public async Task IdleProbe_QuietKindWithBookmarks_SendsAtMostOneMoreRequest()
    {
        await using var faulty = await FaultyPods.StartAsync();
        var asked = faulty.Proxy.Requests.Count + 1;
        var bookmarks = faulty.Time.CreateTimer(_ => faulty.Api.Bookmark(), null, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));
        await using (bookmarks)
            await Task.Delay(TimeSpan.FromSeconds(100), faulty.Time);

        Assert.InRange(faulty.Proxy.Requests.Count, 1, asked);
    }

    [Fact]
    [Trait("Fault", "F08-stale-read")]
    public async Task ResourceVersionGuard_ServerRestoredFromBackup_IsInterruptedThenAccepted()
    {
        await using var faulty = await FaultyPods.StartAsync();
        faulty.Api.ChangeOthers(100);
        faulty.Api.Put("lost");
        await faulty.Pods.SeeLiveAsync("a", "b", "lost");

        faulty.Api.Delete("lost");
        faulty.Api.Restore(to: 20);
        faulty.Api.Put("c");

        var doubted = await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Contains("older than", ((SyncState.Interrupted)doubted.Sync).Message, StringComparison.Ordinal);
        await faulty.Pods.SeeLiveAsync("a", "b", "c");
        faulty.Api.Put("d");
        await faulty.Pods.SeeLiveAsync("a", "b", "c", "d");
    }
}
