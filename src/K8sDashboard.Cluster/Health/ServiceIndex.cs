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
    private readonly ClusterSnapshot snapshot;

    public ServiceIndex(ImmutableArray<Service> services, ClusterSnapshot snapshot)
    {
        this.snapshot = snapshot;
        slices = snapshot.EndpointSlices.Items.ToLookup(slice => new ObjectRef(slice.Namespace, slice.ServiceName));
        var wanted = services.Where(service => service.Selector.Count > 0).Select(KeyOf).ToHashSet();
        Pod? before = null;
        List<List<Pod>> carried = [];
        foreach (var pod in snapshot.Pods.Items)
        {
            // An owner's pods stand together and share their labels: what the one before carries, the next does.
            if (before?.Namespace != pod.Namespace || !ReferenceEquals(before.Labels, pod.Labels))
                carried = [.. Carried(pod, wanted)];
            foreach (var pods in carried)
                pods.Add(pod);
            before = pod;
        }
    }

    public ServiceBackends Of(Service service) => ServiceBackends.Of(service, Pods(service), [.. slices[service.Ref]], snapshot);

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

    private IEnumerable<List<Pod>> Carried(Pod pod, HashSet<(string Namespace, string Key, string Value)> wanted)
    {
        foreach (var (key, value) in pod.Labels)
        {
            var pair = (pod.Namespace, key, value);
            if (!wanted.Contains(pair))
                continue;
            if (!byLabel.TryGetValue(pair, out var pods))
                byLabel[pair] = pods = [];
            yield return pods;
        }
    }
}
