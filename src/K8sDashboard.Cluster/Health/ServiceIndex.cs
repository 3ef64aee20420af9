using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>
/// Finds the pods and slices of many Services without a search per Service: a Service is matched only against pods that carry
/// one chosen pair of its selector.
/// </summary>
public sealed class ServiceIndex
{
    private readonly Dictionary<(string Namespace, string Key, string Value), List<Pod>> byLabel = [];
    private readonly ILookup<ObjectRef, EndpointSlice> slices;
    private readonly bool podsKnown;
    private readonly bool slicesKnown;

    public ServiceIndex(ImmutableArray<Service> services, ClusterSnapshot snapshot)
    {
        (podsKnown, slicesKnown) = (snapshot.Pods.Sync.IsListed, snapshot.EndpointSlices.Sync.IsListed);
        slices = snapshot.EndpointSlices.Items.ToLookup(slice => new ObjectRef(slice.Namespace, slice.ServiceName));
        var wanted = services.Where(service => service.Selector.Count > 0).Select(KeyOf).ToHashSet();
        foreach (var pod in snapshot.Pods.Items)
            foreach (var (key, value) in pod.Labels)
                if (wanted.Contains((pod.Namespace, key, value))) Add((pod.Namespace, key, value), pod);
    }

    public ServiceBackends Of(Service service) => new(service, Pods(service), [.. slices[service.Ref]], podsKnown, slicesKnown);

    private ImmutableArray<Pod> Pods(Service service) =>
        service.Selector.Count > 0 && byLabel.TryGetValue(KeyOf(service), out var pods)
            ? [.. pods.Where(pod => pod.Labels.ContainsAll(service.Selector))]
            : [];

    /// <summary>Template hashes and names are the rarest pairs; without statistics the last in key order is as good as any.</summary>
    private static (string Namespace, string Key, string Value) KeyOf(Service service)
    {
        var last = service.Selector.Last();
        return (service.Namespace, last.Key, last.Value);
    }

    private void Add((string Namespace, string Key, string Value) key, Pod pod)
    {
        if (byLabel.TryGetValue(key, out var pods)) pods.Add(pod);
        else byLabel[key] = [pod];
    }
}
