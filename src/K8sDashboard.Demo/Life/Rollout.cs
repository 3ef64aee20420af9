using K8sDashboard.Demo.Api.Apps.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The next step of a rolling update, as in Kubernetes' deployment controller.</summary>
public static class Rollout
{
    private const string DefaultPart = "25%";

    /// <param name="spec">The Deployment's spec.</param>
    /// <param name="current">The ReplicaSet of the current revision.</param>
    /// <param name="old">All other ReplicaSets.</param>
    /// <param name="oldPods">The pods of the old ReplicaSets, terminating ones included.</param>
    /// <returns>The ReplicaSets to scale now.</returns>
    public static IEnumerable<(ReplicaSet Set, int Replicas)> Next(
        DeploymentSpec spec,
        ReplicaSet current,
        IReadOnlyList<ReplicaSet> old,
        int oldPods
    )
    {
        var desired = Desired(spec);
        return spec.Strategy?.Type == "Recreate" ? Recreate(desired, current, old, oldPods) : Roll(spec, desired, current, old);
    }

    /// <summary>The desired pods.</summary>
    public static int Desired(DeploymentSpec spec) => spec.HasReplicas ? spec.Replicas : 1;

    /// <summary>maxSurge, resolved to pods.</summary>
    public static int Surge(DeploymentSpec spec) =>
        spec.Strategy?.Type == "Recreate" ? 0 : IntOrPercent.Up(spec.Strategy?.RollingUpdate?.MaxSurge, Desired(spec), DefaultPart);

    private static IEnumerable<(ReplicaSet Set, int Replicas)> Recreate(
        int desired,
        ReplicaSet current,
        IReadOnlyList<ReplicaSet> old,
        int oldPods
    )
    {
        foreach (var set in old.Where(set => set.Spec.Replicas > 0))
            yield return (set, 0);
        if (oldPods == 0 && current.Spec.Replicas != desired)
            yield return (current, desired);
    }

    private static IEnumerable<(ReplicaSet Set, int Replicas)> Roll(
        DeploymentSpec spec,
        int desired,
        ReplicaSet current,
        IReadOnlyList<ReplicaSet> old
    )
    {
        var surge = Surge(spec);
        var unavailable = IntOrPercent.Down(spec.Strategy?.RollingUpdate?.MaxUnavailable, desired, DefaultPart);
        // A rollout with both at 0 would never progress.
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        var total = current.Spec.Replicas + old.Sum(set => set.Spec.Replicas);

        if (current.Spec.Replicas > desired)
        {
            yield return (current, desired);
        }
        else if (current.Spec.Replicas < desired && total < desired + surge)
        {
            var more = Math.Min(desired + surge - total, desired - current.Spec.Replicas);
            yield return (current, current.Spec.Replicas + more);
            yield break; // one step at a time: the terminating pods are counted again first
        }

        foreach (var step in Shrink(desired - unavailable, total, current, old))
            yield return step;
    }

    private static IEnumerable<(ReplicaSet Set, int Replicas)> Shrink(
        int least,
        int total,
        ReplicaSet current,
        IReadOnlyList<ReplicaSet> old
    )
    {
        var notYetAvailable = current.Spec.Replicas - (current.Status?.AvailableReplicas ?? 0);
        var surplus = total - least - notYetAvailable;
        var kept = old.ToDictionary(set => set, set => set.Spec.Replicas);
        // Unhealthy pods first, as cleanupUnhealthyReplicas does.
        foreach (var set in old.Where(set => set.Spec.Replicas > 0))
        {
            var broken = Math.Min(surplus, kept[set] - Math.Min(kept[set], set.Status?.AvailableReplicas ?? 0));
            if (broken <= 0)
                continue;
            kept[set] -= broken;
            surplus -= broken;
        }

        var spare =
            (current.Status?.AvailableReplicas ?? 0) + old.Sum(set => Math.Min(kept[set], set.Status?.AvailableReplicas ?? 0)) - least;
        foreach (var set in old.Where(set => kept[set] > 0))
        {
            var gone = Math.Min(Math.Min(spare, surplus), kept[set]);
            if (gone <= 0)
                break;
            kept[set] -= gone;
            (spare, surplus) = (spare - gone, surplus - gone);
        }

        foreach (var (set, replicas) in kept)
        {
            if (replicas != set.Spec.Replicas)
                yield return (set, replicas);
        }
    }
}
