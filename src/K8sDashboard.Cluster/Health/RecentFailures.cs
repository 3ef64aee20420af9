using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>
/// An index of what failed within the lookback window (<see cref="PodFailure.Window"/>): the failed pods of each Deployment, the evictions
/// of each node. Of one snapshot it holds at every later moment too, since time alone adds nothing: readers leave out what has grown old.
/// </summary>
public sealed class RecentFailures
{
    public static readonly RecentFailures None = new([], Table<Workload>.Unsynced, []);

    private readonly ILookup<string, Pod> byDeployment; // by its uid
    private readonly ILookup<string, Eviction> byNode; // by its name

    /// <param name="failed">The pods that <see cref="PodFailure.Of"/> tells of; others do no harm.</param>
    /// <param name="replicaSets">Whose pods they are.</param>
    /// <param name="evictions">Evictions that events told of; they outlive the pods, which their controllers or people delete.</param>
    public RecentFailures(ImmutableArray<Pod> failed, Table<Workload> replicaSets, ImmutableArray<Eviction> evictions)
    {
        byDeployment = failed
            .Select(pod => (Pod: pod, Owner: DeploymentOf(pod, replicaSets)))
            .Where(pair => pair.Owner is not null)
            .ToLookup(pair => pair.Owner!, pair => pair.Pod);
        byNode = failed.Select(Eviction.Of).OfType<Eviction>().Concat(evictions).ToLookup(eviction => eviction.Node);
    }

    /// <summary>Walks all pods and events; pages keep the result per version of the tables.</summary>
    public static RecentFailures Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        new([.. snapshot.Pods.Items.Where(pod => PodFailure.Of(pod, now) is not null)], snapshot.ReplicaSets, Eviction.In(snapshot.Events));

    /// <summary>Pods of the Deployment that failed; some perhaps before the window by now.</summary>
    public IEnumerable<Pod> PodsOf(Workload deployment) => byDeployment.Count == 0 ? [] : byDeployment[deployment.Uid];

    /// <summary>How many pods the node evicted within the window, and when the last of them; 0 where none.</summary>
    public (int Pods, DateTimeOffset Last) EvictionsOn(string node, DateTimeOffset now)
    {
        var recent = byNode[node]
            .Where(eviction => PodFailure.IsRecent(eviction.At, now) && !ClockSkew.IsFuture(eviction.At, now))
            .ToList();
        return recent.Count == 0 ? default : (recent.DistinctBy(eviction => eviction.Pod).Count(), recent.Max(eviction => eviction.At));
    }

    private static string? DeploymentOf(Pod pod, Table<Workload> replicaSets) =>
        pod.Owner is { Kind: "ReplicaSet" } owner
        && replicaSets.Find(pod.Ref with { Name = owner.Name }) is { Owner: { Kind: "Deployment" } above } set
        && set.Uid == owner.Uid
            ? above.Uid
            : null;
}

/// <summary>A pod that its node's kubelet evicted for lack of memory, disk or process ids.</summary>
/// <param name="Pod">Its uid.</param>
/// <param name="Node">The node's name.</param>
/// <param name="At">When.</param>
public sealed record Eviction(string Pod, string Node, DateTimeOffset At)
{
    /// <summary>From the pod's own status; null where it is not evicted, or does not tell when.</summary>
    public static Eviction? Of(Pod pod) =>
        pod.NodeName.Length > 0 && PodFailure.IsEvicted(pod) && PodFailure.EvictedAt(pod) is { } at ? new(pod.Uid, pod.NodeName, at) : null;

    /// <summary>From the kubelets' events.</summary>
    public static ImmutableArray<Eviction> In(Table<ClusterEvent> events) =>
        [
            .. events
                .Items.Where(one => one is { Reason: "Evicted", Source: "kubelet", Subject.Kind: "Pod", Host.Length: > 0 })
                .Select(one => new Eviction(one.Subject.Uid, one.Host, one.LastSeen)),
        ];
}
