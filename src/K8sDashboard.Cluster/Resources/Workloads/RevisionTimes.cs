using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The rollout time of a Deployment's revision.</summary>
/// <param name="ReplicaSet">Its ReplicaSet.</param>
/// <param name="At">When; null where no remaining object shows it.</param>
/// <param name="IsReused">Its template had been rolled out before: a rollback, or the same template again.</param>
public sealed record RevisionTime(Workload ReplicaSet, DateTimeOffset? At, bool IsReused);

/// <summary>
/// Rollout times of a Deployment's revisions. A new template creates a ReplicaSet, whose creation is the rollout's time. A rollback gives
/// an old ReplicaSet a new number without a timestamp; then the earliest evidence after the previous revision counts: the controller's
/// ScalingReplicaSet event, the creation of one of its pods, and for the current revision the update of the Progressing condition.
/// </summary>
public static class RevisionTimes
{
    /// <returns>In revision order.</returns>
    public static IReadOnlyList<RevisionTime> Of(Workload deployment, ClusterSnapshot snapshot)
    {
        var sets = snapshot.ReplicaSets.OwnedBy(deployment.Uid).Where(set => set.Revision > 0).OrderBy(set => set.Revision).ToList();
        var times = new List<RevisionTime>(sets.Count);
        var before = DateTimeOffset.MinValue;
        foreach (var set in sets)
        {
            // Created while this one had a lower number, or later with a number that is lower still.
            var between = sets.Where(other => other != set && FirstOf(other) < set.Revision && other.Created > set.Created).ToList();
            var reused = FirstOf(set) < set.Revision || between.Exists(other => other.Revision < set.Revision);
            if (reused)
                before = between.Select(other => other.Created).Append(before).Max();
            var at = reused ? Signs(deployment, set, snapshot).Where(sign => sign > before).Min() : set.Created;
            times.Add(new(set, at, reused));
            before = Later(before, at ?? set.Created);
        }

        return times;
    }

    private static IEnumerable<DateTimeOffset?> Signs(Workload deployment, Workload set, ClusterSnapshot snapshot)
    {
        // "Scaled up replica set web-5d9c from 0 to 1", before Kubernetes 1.28 without the "from"; events with equal messages are one
        // object.
        var prefix = $"Scaled up replica set {set.Name} ";
        foreach (var item in snapshot.Events.InNamespace(deployment.Namespace))
        {
            if (
                item.Reason != "ScalingReplicaSet"
                || item.Subject.Uid != deployment.Uid
                || !item.Message.StartsWith(prefix, StringComparison.Ordinal)
            )
                continue;
            yield return item.FirstSeen;
            yield return item.LastSeen;
        }

        foreach (var pod in snapshot.Pods.OwnedBy(set.Uid))
            yield return pod.Created;
        if (set.Revision == deployment.Revision)
            yield return deployment.Progressed;
    }

    private static long FirstOf(Workload set) => set.FirstRevision > 0 ? Math.Min(set.FirstRevision, set.Revision) : set.Revision;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
