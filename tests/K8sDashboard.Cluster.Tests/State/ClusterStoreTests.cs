using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.State;

public sealed class ClusterStoreTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ClusterStore store;
    private readonly TablePart<Namespace> part;

    public ClusterStoreTests()
    {
        store = new ClusterStore(time);
        part = new TableWriter<Namespace>(store, (snapshot, table) => snapshot with { Namespaces = table }).Open();
        time.Advance(ClusterStore.PublishInterval);
    }

    public void Dispose() => store.Dispose();

    [Fact]
    public void The_first_change_after_a_quiet_time_is_published_at_once()
    {
        part.Put(Named("a"));
        Assert.Equal(["a"], Names(store.Current));
    }

    [Fact]
    public void A_burst_is_published_once_more_at_the_end_of_the_interval_and_holds_all_of_it()
    {
        part.Put(Named("a"));
        var version = store.Current.Version;
        for (var i = 0; i < 1_000; i++) part.Put(Named($"n{i}"));
        part.Remove(Named("a").Ref);
        Assert.Equal(version, store.Current.Version);
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(version + 1, store.Current.Version);
        Assert.Equal(1_000, store.Current.Namespaces.Count);
    }

    [Fact]
    public void A_snapshot_that_a_page_holds_does_not_change_under_it()
    {
        part.Put(Named("a"));
        var held = store.Current;
        time.Advance(ClusterStore.PublishInterval);
        part.Put(Named("b"));
        Assert.Equal(["a"], Names(held));
        Assert.Null(held.Namespaces.Find(Named("b").Ref));
        Assert.NotNull(store.Current.Namespaces.Find(Named("b").Ref));
    }

    [Fact]
    public async Task A_slow_reader_gets_the_newest_snapshot_not_the_next_one()
    {
        await using var reader = store.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        await reader.MoveNextAsync();
        for (var i = 0; i < 5; i++)
        {
            part.Put(Named($"n{i}"));
            time.Advance(ClusterStore.PublishInterval);
        }

        await reader.MoveNextAsync();
        Assert.Equal(5, reader.Current.Namespaces.Count);
    }

    [Fact]
    public async Task Readers_are_counted_while_they_follow()
    {
        await using (var reader = store.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator())
        {
            await reader.MoveNextAsync();
            Assert.Equal(1, store.Readers);
        }

        Assert.Equal(0, store.Readers);
    }

    [Fact]
    public void A_change_of_trust_alone_keeps_the_version_of_the_items()
    {
        part.Put(Named("a"));
        var version = store.Current.Namespaces.Version;
        time.Advance(ClusterStore.PublishInterval);
        part.SetSync(new SyncState.Live());
        Assert.Equal(version, store.Current.Namespaces.Version);
        Assert.IsType<SyncState.Live>(store.Current.Namespaces.Sync);
    }

    [Fact]
    public void Of_two_namespaces_the_one_that_is_not_heard_speaks_for_the_table_and_a_refusal_does_not()
    {
        var writer = new TableWriter<Pod>(store, (snapshot, table) => snapshot with { Pods = table });
        var (heard, lost, refused) = (writer.Open("a"), writer.Open("b"), writer.Open("c"));
        heard.SetSync(new SyncState.Live());
        refused.SetSync(new SyncState.Denied("no"));
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
    public void A_namespace_that_was_never_listed_is_not_vouched_for_by_another()
    {
        var writer = new TableWriter<Pod>(store, (snapshot, table) => snapshot with { Pods = table });
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
    public void The_first_objects_of_a_table_do_not_wait_for_the_interval_that_another_table_began()
    {
        part.Put(Named("a"));
        var pods = new TableWriter<Pod>(store, (snapshot, table) => snapshot with { Pods = table }).Open();
        pods.PutPage([PodNamed("shop", "a", "set-1")], new SyncState.Syncing(1, 2));
        Assert.Single(store.Current.Pods.Items);
        pods.PutPage([PodNamed("shop", "b", "set-1")], new SyncState.Syncing(2, 2));
        Assert.Single(store.Current.Pods.Items);
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(2, store.Current.Pods.Count);
    }

    [Fact]
    public void Opening_a_table_is_no_news()
    {
        var version = store.Current.Version;
        new TableWriter<Pod>(store, (snapshot, table) => snapshot with { Pods = table }).Open();
        time.Advance(ClusterStore.PublishInterval);
        Assert.Equal(version, store.Current.Version);
    }

    private static Namespace Named(string name) => new()
    {
        Ref = ObjectRef.ClusterScoped(name), Uid = name, ResourceVersion = "1", Created = DateTimeOffset.UnixEpoch,
    };

    private static Pod PodNamed(string @namespace, string name, string owner) => new()
    {
        Ref = new(@namespace, name), Uid = name, ResourceVersion = "1", Created = DateTimeOffset.UnixEpoch, Owner = new("ReplicaSet", owner, owner),
    };

    private static IEnumerable<string> Names(ClusterSnapshot snapshot) => snapshot.Namespaces.Items.Select(item => item.Name);
}
