using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>An unexpected exception within a loop: the data becomes stale as in any outage, and the loop recovers.</summary>
public sealed class BrokenLoopTests : IAsyncLifetime
{
    private readonly PodApi api = new();
    private readonly FastTime time = new();
    private readonly CancellationTokenSource stop = new(TimeSpan.FromMinutes(2));
    private ClusterStore store = null!;
    private ClusterConnection connection = null!;
    private ReflectorMeter meter = null!;
    private volatile bool isBroken;

    public async ValueTask InitializeAsync()
    {
        await api.StartAsync();
        api.Put("a");
        store = new(time);
        connection = new ClusterConnection(GuardedClient.Create(api.AsServer), "test", "tester");
        meter = new ReflectorMeter(new CollectorRegistry(), time);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
        connection.Dispose();
        store.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    [Trait("Fault", "F15-own-fault")]
    public async Task Reflector_LoopThrowsRepeatedly_AgesFromTheFirstFailureAndRecovers()
    {
        _ = WatchAsync();
        await SeeAsync(table => table.Sync is SyncState.Live && table.Count == 1);

        isBroken = true;
        api.Spoil("b");
        api.ChangeOthers(1);
        api.Compact();
        await api.CutAsync();
        var outage = new SeenOutage((await SeeAsync(table => table.Sync is SyncState.Interrupted)).Sync, time);
        var frozen = (await SeeAsync(table => Freshness.Of(table.Sync, time.GetUtcNow()).Level == FreshnessLevel.Frozen)).Sync;
        outage.AssertKept(frozen);
        Assert.False(((SyncState.Interrupted)frozen).NeverListed);
        Assert.Equal("a", Assert.Single(store.Current.Pods.Items).Name);

        isBroken = false;
        api.Put("c");
        Assert.Equal(["a", "c"], (await SeeAsync(table => table.Sync is SyncState.Live { Unreadable: 1 })).Items.Select(pod => pod.Name));
    }

    [Fact]
    [Trait("Fault", "F15-own-fault")]
    public async Task Reflector_FirstListThrows_IsInterruptedAsNeverListed()
    {
        isBroken = true;
        api.Spoil("b");
        _ = WatchAsync();
        Assert.True(((SyncState.Interrupted)(await SeeAsync(table => table.Sync is SyncState.Interrupted)).Sync).NeverListed);
    }

    [Fact]
    [Trait("Fault", "F15-own-fault")]
    public async Task ClusterWatcher_LoopAndItsLoggerThrow_RestartsBothNamespaces()
    {
        var log = new FailingLogger(() => isBroken, failsAtReport: true);
        using var watcher = new ClusterWatcher(
            connection,
            store,
            meter,
            new OptionalKinds(),
            time,
            Options.Create(new ClusterOptions { Namespaces = "default,team" }),
            log
        );
        await watcher.StartAsync(CancellationToken.None);
        await SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.Namespaces is ["default", "team"]);

        isBroken = true;
        api.Spoil("b");
        api.ChangeOthers(1);
        api.Compact();
        await api.CutAsync();
        await log.Failed.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);

        isBroken = false;
        await SeeAsync(table => table.Sync is SyncState.Live { Unreadable: > 0 } && table.Sync.Reach.Namespaces is ["default", "team"]);
        await watcher.StopAsync(CancellationToken.None);
    }

    /// <summary>
    /// A logger that throws where an object is quarantined, which is unexpected in the loop: a full disk, or an OutOfMemoryException. And
    /// where asked, once more where the loop of one namespace reports that failure.
    /// </summary>
    private sealed class FailingLogger(Func<bool> isBroken, bool failsAtReport = false) : ILogger<ClusterWatcher>
    {
        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var line = formatter(state, exception);
            if (isBroken() && line.Contains("an object cannot be read", StringComparison.Ordinal))
                throw new ThreadStateException("a fault");
            if (!failsAtReport || !line.Contains("pods of team: the watch loop failed", StringComparison.Ordinal))
                return;
            Failed.TrySetResult();
            throw new ThreadStateException("no room for a line");
        }
    }

    private Task WatchAsync() =>
        new ReflectorGroup<Pod>(
            PodResource.Definition,
            new(
                store,
                new ResourceRequests(connection, ReflectorPolicy.Default, time),
                meter,
                ReflectorPolicy.Default,
                time,
                new FailingLogger(() => isBroken)
            )
        ).RunAsync([], [], null, stop.Token);

    private async Task<Table<Pod>> SeeAsync(Func<Table<Pod>, bool> expected)
    {
        while (true)
        {
            if (expected(store.Current.Pods))
                return store.Current.Pods;
            if (stop.IsCancellationRequested)
                throw new Xunit.Sdk.XunitException(
                    $"not seen within half a minute; there is {store.Current.Pods.Sync} with {store.Current.Pods.Count} pods"
                );
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
