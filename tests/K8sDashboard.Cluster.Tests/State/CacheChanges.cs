using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.State;

/// <summary>Short forms of the changes of a cache.</summary>
internal static class CacheChanges
{
    extension<T>(ResourceCache<T> cache)
        where T : ClusterObject
    {
        public void Put(T item) => cache.Apply(new CacheChange<T>.Put(item));

        public void Remove(ObjectRef name) => cache.Apply(new CacheChange<T>.Remove(name));

        public void PutPage(IReadOnlyCollection<T> items, SyncState sync) => cache.Apply(new CacheChange<T>.PutPage(items, sync));

        public void Replace(Dictionary<ObjectRef, T> items, SyncState sync) => cache.Apply(new CacheChange<T>.Replace(items, sync));

        public void SetSync(SyncState sync) => cache.Apply(new CacheChange<T>.SetSync(sync));
    }
}
