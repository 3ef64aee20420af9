using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>
/// An inverted index from Services to their pods and slices: a Service is matched only against pods with one chosen label of its selector.
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
            // Pods of one owner are adjacent and share their labels: the candidates of the previous pod are reused.
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

    /// <summary>Template hashes and names are the most selective labels; without statistics the last in key order is used.</summary>
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
