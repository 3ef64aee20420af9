using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Workloads;

/// <summary>
/// A Deployment's rollouts as marks over its charts. The moment is that of the ReplicaSet's creation, the first rollout of its
/// template; a rollback to it gives it a new number and leaves no time behind, so it is not called a rollout to that number.
/// </summary>
public static class RolloutMarks
{
    public static ImmutableArray<ChartMark> Of(Workload deployment, Table<Workload> replicaSets)
    {
        var sets = replicaSets.OwnedBy(deployment.Uid).Where(set => set.Revision > 0).ToList();
        return [.. sets.Select(set => new ChartMark(set.Created, Words(set, sets))).OrderBy(mark => mark.At)];
    }

    private static string Words(Workload set, List<Workload> sets) => IsRolledBackTo(set, sets)
        ? $"first rollout of {KubectlText.Images(set)}, now revision {set.Revision}"
        : $"rollout to revision {set.Revision}, {KubectlText.Images(set)}";

    private static bool IsRolledBackTo(Workload set, List<Workload> sets) =>
        sets.Exists(other => other.Created > set.Created && other.Revision < set.Revision);
}
