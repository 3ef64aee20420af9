using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.State;

public sealed class ClusterStoreTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ClusterStore store;
    private readonly ResourceCache<Namespace> cache;

    public ClusterStoreTests()
    {
        store = new ClusterStore(time);
        cache = new TableWriter<Namespace>(store, NamespaceResource.Definition).Open();
        time.Advance(ClusterStore.PublishInterval);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public void ClusterStore_FirstChangeAfterIdle_IsPublishedImmediately()
    {
        cache.Put(Named("a"));
        Assert.Equal(["a"], Names(store.Current));
    }

    [Fact]
    public void ClusterStore_BurstOfChanges_IsCoalescedIntoOnePublication()
    {
        cache.Put(Named("a"));
        var version = store.Current.Version;
        for (var i = 0; i < 1_000; i++)
            cache.Put(Named($"n{i}"));
        cache.Remove(Named("a").Ref);
        Assert.Equal(version, store.Current.Version);
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(version + 1, store.Current.Version);
        Assert.Equal(1_000, store.Current.Namespaces.Count);
    }

    [Fact]
    public void ClusterStore_SnapshotHeldDuringChange_IsImmutable()
    {
        cache.Put(Named("a"));
        var held = store.Current;
        time.Advance(ClusterStore.PublishInterval);
        cache.Put(Named("b"));
        Assert.Equal(["a"], Names(held));
        Assert.Null(held.Namespaces.Find(Named("b").Ref));
        Assert.NotNull(store.Current.Namespaces.Find(Named("b").Ref));
    }

    [Fact]
    public async Task ClusterStore_SlowReader_GetsTheNewestSnapshot()
    {
        await using var reader = store.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        for (var i = 0; i < 5; i++)
        {
            cache.Put(Named($"n{i}"));
            time.Advance(ClusterStore.PublishInterval);
        }

        await reader.MoveNextAsync();
        Assert.Equal(5, reader.Current.Namespaces.Count);
    }

    [Fact]
    public async Task ClusterStore_ReaderStartsAndStops_CountsReaders()
    {
        await using (var reader = store.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator())
        {
            await reader.MoveNextAsync();
            Assert.Equal(1, store.Readers);
        }

        Assert.Equal(0, store.Readers);
    }

    [Fact]
    public void ClusterStore_OnlySyncStateChanges_KeepsTheItemsVersion()
    {
        cache.Put(Named("a"));
        var version = store.Current.Namespaces.Version;
        time.Advance(ClusterStore.PublishInterval);
        cache.SetSync(new SyncState.Live());
        Assert.Equal(version, store.Current.Namespaces.Version);
        Assert.IsType<SyncState.Live>(store.Current.Namespaces.Sync);
    }

    [Fact]
    public void ClusterStore_NamespacesLiveInterruptedAndForbidden_TableIsInterruptedDespiteForbidden()
    {
        var writer = new TableWriter<Pod>(store, PodResource.Definition);
        var (live, lost, refused) = (writer.Open("a"), writer.Open("b"), writer.Open("c"));
        live.SetSync(new SyncState.Live());
        refused.SetSync(new SyncState.Forbidden("no"));
        lost.SetSync(new SyncState.Interrupted(DateTimeOffset.UnixEpoch, "gone"));
        time.Advance(ClusterStore.PublishInterval);
        var reach = new Reach(["a", "b"], ["c"]);
        Assert.Equal(new SyncState.Interrupted(DateTimeOffset.UnixEpoch, "gone") { Reach = reach }, store.Current.Pods.Sync);
        lost.SetSync(new SyncState.Live());
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(new SyncState.Live { Reach = reach }, store.Current.Pods.Sync);
        Assert.Equal((true, false, false), (reach.Has("b"), reach.Has("c"), store.Current.Pods.Sync.IsWhole));
    }

    [Fact]
    public void ClusterStore_NamespaceNeverListed_IsNotKnown()
    {
        var writer = new TableWriter<Pod>(store, PodResource.Definition);
        var (lost, unread, never) = (writer.Open("a"), writer.Open("b"), writer.Open("c"));
        lost.SetSync(new SyncState.Interrupted(DateTimeOffset.UnixEpoch, "gone"));
        never.SetSync(new SyncState.Interrupted(DateTimeOffset.UnixEpoch.AddSeconds(1), "gone") { NeverListed = true });
        unread.SetSync(new SyncState.Syncing(1, 2));
        time.Advance(ClusterStore.PublishInterval);

        var sync = store.Current.Pods.Sync;
        Assert.Equal((true, false, false), (sync.Knows("a"), sync.Knows("b"), sync.Knows("c")));
        Assert.False(sync.IsWhole);
    }

    [Fact]
    public void ClusterStore_FirstPageOfAnotherTable_IsPublishedWithoutWaitingForTheInterval()
    {
        cache.Put(Named("a"));
        var pods = new TableWriter<Pod>(store, PodResource.Definition).Open();
        pods.PutPage([PodNamed("shop", "a", "set-1")], new SyncState.Syncing(1, 2));
        Assert.Single(store.Current.Pods.Items);
        pods.PutPage([PodNamed("shop", "b", "set-1")], new SyncState.Syncing(2, 2));
        Assert.Single(store.Current.Pods.Items);
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(2, store.Current.Pods.Count);
    }

    [Fact]
    public void ClusterStore_TableOpened_KeepsTheVersion()
    {
        var version = store.Current.Version;
        new TableWriter<Pod>(store, PodResource.Definition).Open();
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(version, store.Current.Version);
    }

    private static Namespace Named(string name) =>
        new()
        {
            Ref = ObjectRef.ClusterScoped(name),
            Uid = name,
            ResourceVersion = "1",
            Created = DateTimeOffset.UnixEpoch,
        };

    private static Pod PodNamed(string @namespace, string name, string owner) =>
        new()
        {
            Ref = new(@namespace, name),
            Uid = name,
            ResourceVersion = "1",
            Created = DateTimeOffset.UnixEpoch,
            Owner = new(ReplicaSetResource.Type, owner, owner),
        };

    private static IEnumerable<string> Names(ClusterSnapshot snapshot) => snapshot.Namespaces.Items.Select(item => item.Name);
}
