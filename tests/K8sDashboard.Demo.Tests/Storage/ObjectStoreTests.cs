using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Storage;

/// <summary>The object store's semantics: versions, generations, preconditions, watches.</summary>
public sealed class ObjectStoreTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly ObjectStore _store;

    public ObjectStoreTests() => _store = new ObjectStore(_time, new ObjectStoreOptions { HistoryLength = 3 });

    [Fact]
    public void ObjectStore_ObjectCreated_GetsNameUidVersionAndCreationTime()
    {
        var created = _store.Create(
            new Pod
            {
                Metadata = new ObjectMeta { GenerateName = "web-", Namespace = "shop" },
            }
        );

        Assert.Matches("^web-[bcdfghjklmnpqrstvwxz2456789]{5}$", created.Metadata.Name);
        Assert.True(Guid.TryParse(created.Metadata.Uid, out _));
        Assert.Equal(("1", 1), (created.Metadata.ResourceVersion, created.Metadata.Generation));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), created.Metadata.CreationTimestamp.Seconds);
        Assert.Equal(created, _store.Get<Pod>("shop", created.Metadata.Name));
    }

    [Fact]
    public void ObjectStore_SameSeed_GeneratesSameNames() =>
        Assert.Equal(
            _store.Create(new Pod { Metadata = new ObjectMeta { GenerateName = "web-" } }).Metadata.ToString(),
            new ObjectStore(_time).Create(new Pod { Metadata = new ObjectMeta { GenerateName = "web-" } }).Metadata.ToString()
        );

    [Fact]
    public void ObjectStore_NameTaken_IsAlreadyExistsWithServerMessage()
    {
        Web();
        var refused = Assert.Throws<StoreException>(() => Web());
        Assert.Equal((StoreError.AlreadyExists, "deployments.apps \"web\" already exists"), (refused.Error, refused.Message));
    }

    [Fact]
    public void ObjectStore_ReturnedCopyModified_KeepsStoredObject()
    {
        Web().Spec.Replicas = 9;
        _store.Get<Deployment>("shop", "web")!.Spec.Replicas = 9;
        Assert.Equal(3, _store.Get<Deployment>("shop", "web")!.Spec.Replicas);
    }

    [Fact]
    public void ObjectStore_LabelThenSpecChanged_CountsGenerationOfSpecOnly()
    {
        var web = Web();
        web.Metadata.Labels["tier"] = "front";
        web = _store.Update(web);
        Assert.Equal(1, web.Metadata.Generation);
        web.Spec.Replicas = 5;
        Assert.Equal(2, _store.Update(web).Metadata.Generation);
    }

    [Fact]
    public void ObjectStore_UpdateOrUpdateStatus_LeavesOtherPartUnchanged()
    {
        var web = Web();
        web.Status = new DeploymentStatus { ReadyReplicas = 2 };
        web.Spec.Replicas = 7;
        var afterStatus = _store.UpdateStatus(web);
        Assert.Equal((3, 2), (afterStatus.Spec.Replicas, afterStatus.Status.ReadyReplicas));

        afterStatus.Status.ReadyReplicas = 0;
        afterStatus.Spec.Replicas = 7;
        var afterUpdate = _store.Update(afterStatus);
        Assert.Equal((7, 2), (afterUpdate.Spec.Replicas, afterUpdate.Status.ReadyReplicas));
    }

    [Fact]
    public void ObjectStore_UpdateOfOlderVersion_IsConflict()
    {
        var first = Web();
        var second = first.Clone();
        second.Spec.Replicas = 4;
        _store.Update(second);
        first.Spec.Replicas = 5;
        var refused = Assert.Throws<StoreException>(() => _store.Update(first));
        Assert.Equal(StoreError.Conflict, refused.Error);
        Assert.Equal(
            "Operation cannot be fulfilled on deployments.apps \"web\": the object has been modified; please apply your changes "
                + "to the latest version and try again",
            refused.Message
        );
    }

    [Fact]
    public void ObjectStore_UpdateWithoutChange_KeepsVersion()
    {
        var web = Web();
        Assert.Equal(web.Metadata.ResourceVersion, _store.Update(web).Metadata.ResourceVersion);
    }

    [Fact]
    public void ObjectStore_PodBoundToNode_KeepsGeneration()
    {
        var pod = _store.Create(
            new Pod
            {
                Metadata = new ObjectMeta { Name = "a", Namespace = "shop" },
                Spec = new PodSpec { DnsPolicy = "Default" },
            }
        );
        pod.Spec.NodeName = "node-1";
        Assert.Equal(1, _store.Update(pod).Metadata.Generation);
    }

    [Fact]
    public void ObjectStore_ListWithOrWithoutNamespace_IsSortedAndFiltered()
    {
        foreach (var (ns, name) in new[] { ("shop", "b"), ("shop-2", "a"), ("shop", "a"), ("app", "z") })
            _store.Create(
                new Pod
                {
                    Metadata = new ObjectMeta { Name = name, Namespace = ns },
                }
            );
        Assert.Equal(["app/z", "shop/a", "shop/b", "shop-2/a"], Keys(null));
        Assert.Equal(["shop/a", "shop/b"], Keys("shop"));

        IEnumerable<string> Keys(string? ns) => _store.List<Pod>(ns).Select(pod => $"{pod.Metadata.Namespace}/{pod.Metadata.Name}");
    }

    [Fact]
    public void ObjectStore_DeleteWithOtherUid_DeletesNothing()
    {
        var web = Web();
        Assert.False(_store.Delete<Deployment>("shop", "web", Guid.NewGuid().ToString()));
        Assert.True(_store.Delete<Deployment>("shop", "web", web.Metadata.Uid));
        Assert.Null(_store.Get<Deployment>("shop", "web"));
    }

    [Fact]
    public async Task ObjectStore_Watched_SendsEachChangeOfKindOnceInOrder()
    {
        using var stop = new CancellationTokenSource();
        await using var watch = _store.WatchAsync(typeof(Deployment), 0, stop.Token).GetAsyncEnumerator();
        var web = Web();
        web.Spec.Replicas = 1;
        _store.Update(web);
        _store.Create(new Pod { Metadata = new ObjectMeta { Name = "of another kind" } });
        Assert.Equal((ChangeType.Added, 1), await Next());
        var waiting = Next();
        Assert.Equal((ChangeType.Modified, 2), await waiting);
        waiting = Next();
        _store.Delete<Deployment>("shop", "web");
        Assert.Equal((ChangeType.Deleted, 4), await waiting);
        Assert.Equal("4", ((Deployment)watch.Current.Object).Metadata.ResourceVersion);

        async Task<(ChangeType Type, long Version)> Next()
        {
            Assert.True(await watch.MoveNextAsync());
            return (watch.Current.Type, watch.Current.Version);
        }
    }

    [Fact]
    public async Task ObjectStore_WatchFromBeforeHistory_IsExpired()
    {
        for (var i = 0; i < 5; i++)
            _store.Create(new Pod { Metadata = new ObjectMeta { Name = $"pod-{i}" } });
        var expired = await Assert.ThrowsAsync<StoreException>(async () =>
            await _store.WatchAsync(typeof(Pod), 1, default).GetAsyncEnumerator().MoveNextAsync()
        );
        Assert.Equal((StoreError.Expired, "too old resource version: 1 (2)"), (expired.Error, expired.Message));
        await using var watch = _store.WatchAsync(typeof(Pod), 2, default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(3, watch.Current.Version);
    }

    [Fact]
    public void ObjectStore_LastFinalizerRemoved_DeletesObject()
    {
        var web = Web();
        web.Metadata.Finalizers.Add("foregroundDeletion");
        web.Metadata.DeletionTimestamp = new Time { Seconds = 1 };
        web.Metadata.DeletionGracePeriodSeconds = 0;
        web = _store.Update(web);
        web.Metadata.Finalizers.Clear();
        _store.Update(web);
        Assert.Null(_store.Get<Deployment>("shop", "web"));
    }

    private Deployment Web() =>
        _store.Create(
            new Deployment
            {
                Metadata = new ObjectMeta { Name = "web", Namespace = "shop" },
                Spec = new DeploymentSpec { Replicas = 3 },
            }
        );
}
