using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Fleet;

/// <summary>
/// Maps objects to workloads by name: <c>orders-api</c>, its <c>orders-api-6d8f46cfb7</c> and that one's
/// <c>orders-api-6d8f46cfb7-x2x4z</c>. The store is sorted by name, so that a prefix scan replaces an index.
/// </summary>
internal static class FleetNames
{
    private static readonly Dictionary<string, int> EndingsOf = new()
    {
        [nameof(Deployment)] = 0,
        [nameof(Service)] = 0,
        [nameof(Endpoints)] = 0,
        [nameof(EndpointSlice)] = 1,
        [nameof(ReplicaSet)] = 1,
        [nameof(Pod)] = 2,
    };

    /// <summary>The name of the workload that an object of that kind and name would belong to; null for kinds outside workloads.</summary>
    public static string? AppOf(ResourceKind kind, string name)
    {
        if (!EndingsOf.TryGetValue(kind.Name, out var endings))
            return null;
        for (; endings > 0; endings--)
        {
            var dash = name.LastIndexOf('-');
            if (dash <= 0)
                return null;
            name = name[..dash];
        }

        return name;
    }

    /// <summary>The objects of a kind that belong to a workload.</summary>
    public static IEnumerable<StoredObject> Of(FleetApp app, ResourceKind kind, KindSnapshot snapshot) =>
        EndingsOf.GetValueOrDefault(kind.Name, -1) switch
        {
            < 0 => [],
            0 => snapshot.Find(app.Namespace, app.Name) is { } one ? [one] : [],
            _ => snapshot.Named(app.Namespace, app.Name + "-").Where(one => AppOf(kind, one.Name) == app.Name),
        };
}
