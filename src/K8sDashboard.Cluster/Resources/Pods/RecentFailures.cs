using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>
/// An index of failures within the lookback window (<see cref="PodFailure.Window"/>): the failed pods by Deployment, the evictions by node.
/// It stays valid for its snapshot as time passes, since readers filter expired entries.
/// </summary>
public sealed class RecentFailures
{
    public static readonly RecentFailures None = new([], Table<Workload>.Unsynced, []);

    private readonly ILookup<string, Pod> byDeployment; // by uid
    private readonly ILookup<string, Eviction> byNode; // by name

    /// <param name="failed">Pods with a <see cref="PodFailure"/>; others are harmless.</param>
    /// <param name="replicaSets">Their owners.</param>
    /// <param name="evictions">Evictions from events, which outlive the evicted pods.</param>
    public RecentFailures(ImmutableArray<Pod> failed, Table<Workload> replicaSets, ImmutableArray<Eviction> evictions)
    {
        byDeployment = failed
            .Select(pod => (Pod: pod, Owner: DeploymentOf(pod, replicaSets)))
            .Where(pair => pair.Owner is not null)
            .ToLookup(pair => pair.Owner!, pair => pair.Pod);
        byNode = failed.Select(Eviction.Of).OfType<Eviction>().Concat(evictions).ToLookup(eviction => eviction.Node);
    }

    /// <summary>Scans all pods and events; pages memoize the result by the tables' versions.</summary>
    public static RecentFailures Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        new([.. snapshot.Pods.Items.Where(pod => PodFailure.Of(pod, now) is not null)], snapshot.ReplicaSets, Eviction.In(snapshot.Events));

    /// <summary>Failed pods of the Deployment; some may have left the window.</summary>
    public IEnumerable<Pod> PodsOf(Workload deployment) => byDeployment.Count == 0 ? [] : byDeployment[deployment.Uid];

    /// <summary>The number of pods that the node evicted within the window, and the time of the last; 0 where none.</summary>
    public (int Pods, DateTimeOffset Last) EvictionsOn(string node, DateTimeOffset now)
    {
        var recent = byNode[node]
            .Where(eviction => PodFailure.IsRecent(eviction.At, now) && !ClockSkew.IsFuture(eviction.At, now))
            .ToList();
        return recent.Count == 0 ? default : (recent.DistinctBy(eviction => eviction.Pod).Count(), recent.Max(eviction => eviction.At));
    }

    private static string? DeploymentOf(Pod pod, Table<Workload> replicaSets) =>
        pod.Owner is { } owner
        && owner.Type == ReplicaSetResource.Type
        && replicaSets.Find(pod.Ref with { Name = owner.Name }) is { Owner: { } above } set
        && set.Uid == owner.Uid
        && above.Type == DeploymentResource.Type
            ? above.Uid
            : null;
}

/// <summary>A pod evicted by its node's kubelet under memory, disk or PID pressure.</summary>
/// <param name="Pod">The pod's uid.</param>
/// <param name="Node">The node's name.</param>
/// <param name="At">When.</param>
public sealed record Eviction(string Pod, string Node, DateTimeOffset At)
{
    /// <summary>From the pod's status; null where it is not evicted, or has no time.</summary>
    public static Eviction? Of(Pod pod) =>
        pod.NodeName.Length > 0 && PodFailure.IsEvicted(pod) && PodFailure.EvictedAt(pod) is { } at ? new(pod.Uid, pod.NodeName, at) : null;

    /// <summary>From the kubelets' Events.</summary>
    public static ImmutableArray<Eviction> In(Table<ClusterEvent> events) =>
        [
            .. events
                .Items.Where(one =>
                    one is { Reason: "Evicted", Source: "kubelet", Host.Length: > 0 } && one.Subject.Type == PodResource.Type
                )
                .Select(one => new Eviction(one.Subject.Uid, one.Host, one.LastSeen)),
        ];
}
