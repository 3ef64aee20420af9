using System.Collections.Frozen;
using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The backends of one Service: the pods that its selector matches, and their endpoints.</summary>
/// <param name="service">The Service.</param>
/// <param name="pods">The matching pods; empty where pods are not readable.</param>
/// <param name="slices">Its endpoint slices; empty where they are not readable.</param>
/// <param name="podsKnown">Pods are listed, so that an empty result is reliable.</param>
/// <param name="slicesKnown">Slices are listed.</param>
public sealed class ServiceBackends(
    Service service,
    ImmutableArray<Pod> pods,
    ImmutableArray<EndpointSlice> slices,
    bool podsKnown = true,
    bool slicesKnown = true
)
{
    /// <summary>publishNotReadyAddresses: names of pods whose endpoint is published, ready or not.</summary>
    private readonly HashSet<string> published = service.PublishNotReadyAddresses
        ? [.. pods.Where(pod => !pod.IsReady).Select(pod => pod.Name)]
        : [];

    public Service Service => service;

    public ImmutableArray<Pod> Pods => pods;

    public bool PodsKnown => podsKnown;

    public bool SlicesKnown => slicesKnown;

    /// <summary>Pods that have not terminated: the endpoints controller makes endpoints of them when they have an address.</summary>
    public ImmutableArray<Pod> LivePods { get; } = [.. pods.Where(pod => pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed))];

    /// <summary>Names of pods with an endpoint that the selector does not match: another controller's, or not yet removed.</summary>
    public IReadOnlySet<string> Unselected { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Where no live pod matches: the workloads whose pods the selector would match.</summary>
    public ImmutableArray<Workload> Workloads { get; init; } = [];

    /// <summary>The tables of those workloads are not synced yet.</summary>
    public bool WorkloadsPending { get; init; }

    public bool HasEndpoints => slices.Any(slice => slice.Subsets.Any(subset => subset.Endpoints.Length > 0));

    public IEnumerable<EndpointSubset> Subsets => slices.SelectMany(slice => slice.Subsets);

    /// <summary>Joins one Service; <see cref="ServiceIndex"/> joins many in one pass.</summary>
    public static ServiceBackends Of(Service service, ClusterSnapshot snapshot) =>
        Of(
            service,
            [.. snapshot.Pods.InNamespace(service.Namespace).Where(pod => pod.Labels.ContainsAll(service.Selector))],
            [.. snapshot.EndpointSlices.InNamespace(service.Namespace).Where(slice => slice.ServiceName == service.Name)],
            snapshot
        );

    internal static ServiceBackends Of(
        Service service,
        ImmutableArray<Pod> pods,
        ImmutableArray<EndpointSlice> slices,
        ClusterSnapshot snapshot
    )
    {
        var backends = new ServiceBackends(
            service,
            pods,
            slices,
            snapshot.Pods.Sync.Knows(service.Namespace),
            snapshot.EndpointSlices.Sync.Knows(service.Namespace)
        )
        {
            Unselected = FindUnselected(service, pods, slices, snapshot.Pods),
        };
        return service.Selector.Count > 0 && backends is { PodsKnown: true, LivePods.IsEmpty: true }
            ? new(service, pods, slices, backends.PodsKnown, backends.SlicesKnown)
            {
                Unselected = backends.Unselected,
                Workloads = ScaledWorkloads.SelectedBy(service, snapshot),
                WorkloadsPending = ScaledWorkloads.ArePending(snapshot),
            }
            : backends;
    }

    /// <summary>The state of an endpoint, by its conditions and its pod.</summary>
    public EndpointState StateOf(Endpoint endpoint) =>
        endpoint switch
        {
            { PodName.Length: > 0 } when Unselected.Contains(endpoint.PodName) => EndpointState.NotMatched,
            { Terminating: true } => endpoint.Serving ? EndpointState.Draining : EndpointState.NotReady,
            { Ready: false } => EndpointState.NotReady,
            { Serving: false } => EndpointState.PublishedNotReady,
            _ => published.Contains(endpoint.PodName) ? EndpointState.PublishedNotReady : EndpointState.Ready,
        };

    // An endpoint without a pod is ignored: the pod was just deleted, and pods and slices come by different watches.
    private static HashSet<string> FindUnselected(
        Service service,
        ImmutableArray<Pod> pods,
        ImmutableArray<EndpointSlice> slices,
        Table<Pod> all
    )
    {
        if (service.Selector.Count == 0 || slices.IsEmpty)
            return [];
        var selected = pods.Select(pod => pod.Name).ToHashSet();
        return
        [
            .. slices
                .SelectMany(slice => slice.Subsets)
                .SelectMany(subset => subset.Endpoints)
                .Select(endpoint => endpoint.PodName)
                .Where(name => name.Length > 0 && !selected.Contains(name) && all.Find(service.Namespace, name) is not null),
        ];
    }
}
