using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Policy.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>What has changed since the fleet last looked, whoever changed it.</summary>
internal sealed class FleetFeed(ObjectStore store)
{
    private const int ReadAtOnce = 1_000;

    // What controllers have to do with, and what they therefore have to hear of.
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

    /// <summary>Changes were forgotten before they were read: everything is to be looked at.</summary>
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
