using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Policy.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>The changes of the store since the last poll, whoever made them.</summary>
internal sealed class FleetFeed(ObjectStore store)
{
    private const int ReadAtOnce = 1_000;

    // The kinds that the fleet's controllers watch.
    private static readonly Type[] Watched =
    [
        typeof(Node),
        typeof(Deployment),
        typeof(ReplicaSet),
        typeof(Pod),
        typeof(Service),
        typeof(Endpoints),
        typeof(EndpointSlice),
        typeof(StatefulSet),
        typeof(DaemonSet),
        typeof(Job),
        typeof(CronJob),
        typeof(HorizontalPodAutoscaler),
        typeof(PodDisruptionBudget),
        typeof(PersistentVolumeClaim),
    ];

    private readonly Dictionary<ResourceKind, long> seen = Watched.ToDictionary(Kinds.Of, _ => store.Version);

    /// <summary>The history expired before it was read: a relist is needed.</summary>
    public bool HasLost { get; private set; }

    public IEnumerable<(ResourceKind Kind, StoredChange Change)> Read()
    {
        HasLost = false;
        foreach (var kind in Watched.Select(Kinds.Of))
        {
            while (Next(kind) is { Count: > 0 } changes)
            {
                foreach (var change in changes)
                    yield return (kind, change);
            }
        }
    }

    private List<StoredChange> Next(ResourceKind kind)
    {
        try
        {
            var (changes, _, version) = store.Changes(kind, seen[kind], ReadAtOnce);
            seen[kind] = changes.Count == 0 ? version : changes[^1].Version;
            return changes;
        }
        catch (StoreException expired) when (expired.Error == StoreError.Expired)
        {
            HasLost = true;
            seen[kind] = store.Version;
            return [];
        }
    }
}
