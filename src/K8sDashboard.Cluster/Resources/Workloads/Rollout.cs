using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The progress of a Deployment's rollout, by the rule of <c>kubectl rollout status</c>.</summary>
public enum RolloutProgress
{
    Complete,
    UnderWay,
}

/// <summary>A Deployment's ReplicaSets by side of a rollout: the new one and the old ones, each with its pods.</summary>
public sealed record Rollout(RolloutProgress Progress, RolloutSide? New, ImmutableArray<RolloutSide> Old)
{
    public static Rollout Of(Workload deployment, Table<Workload> replicaSets, Table<Pod> pods)
    {
        var sides = replicaSets
            .OwnedBy(deployment.Uid)
            .OrderByDescending(set => set.Revision)
            .ThenByDescending(set => set.Created)
            .Select(set => new RolloutSide(
                set,
                [.. pods.OwnedBy(set.Uid).OrderBy(pod => pod.Created).ThenBy(pod => pod.Name, StringComparer.Ordinal)]
            ))
            .ToList();
        var newest =
            sides.Find(side => deployment.Revision > 0 && side.ReplicaSet.Revision == deployment.Revision) ?? sides.FirstOrDefault();
        return new(ProgressOf(deployment), newest, [.. sides.Where(side => side != newest && !side.IsHistory)]);
    }

    /// <summary>Complete when every replica has the newest template and no old one is left, available or not.</summary>
    public static RolloutProgress ProgressOf(Workload deployment) =>
        deployment.ObservedGeneration < deployment.Generation
        || deployment.Updated < deployment.Desired
        || deployment.Current > deployment.Updated
            ? RolloutProgress.UnderWay
            : RolloutProgress.Complete;

    /// <summary>
    /// A mere scaling: the last rollout is complete, and only the replica count differs. The controller does not count it as progress of a
    /// rollout either: its condition stays.
    /// </summary>
    public static bool IsScaling(Workload deployment) =>
        deployment.Updated != deployment.Desired
        && deployment.Current == deployment.Updated
        && deployment.Condition("Progressing") is { Status: ConditionStatus.True, Reason: "NewReplicaSetAvailable" };

    /// <summary>ProgressDeadlineExceeded, as in <c>kubectl rollout status</c>.</summary>
    public static bool ExceededItsDeadline(Workload deployment) =>
        deployment.Condition("Progressing") is { Status: ConditionStatus.False, Reason: "ProgressDeadlineExceeded" };

    /// <summary>All pods of the Deployment, of both sides.</summary>
    public static IEnumerable<Pod> PodsOf(Workload deployment, Table<Workload> replicaSets, Table<Pod> pods) =>
        replicaSets.OwnedBy(deployment.Uid).SelectMany(set => pods.OwnedBy(set.Uid));
}

/// <summary>One ReplicaSet of a rollout, with its pods, the oldest first.</summary>
public sealed record RolloutSide(Workload ReplicaSet, ImmutableArray<Pod> Pods)
{
    /// <summary>Kept for rollbacks only: no desired and no existing pods.</summary>
    public bool IsHistory => ReplicaSet is { Desired: 0, Current: 0 } && Pods.IsEmpty;
}
