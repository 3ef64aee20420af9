using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>One row of a Deployment's revision history.</summary>
/// <param name="ReplicaSet">The ReplicaSet with its template.</param>
/// <param name="RolledOut">
/// The time of its last rollout, which after a rollback is not its ReplicaSet's creation; null where unknown.
/// </param>
/// <param name="IsCurrent">The Deployment is at this revision.</param>
public sealed record RevisionRow(Workload ReplicaSet, DateTimeOffset? RolledOut, bool IsCurrent)
{
    public static ImmutableArray<RevisionRow> Of(Workload deployment, ClusterSnapshot snapshot)
    {
        var times = RevisionTimes.Of(deployment, snapshot).ToDictionary(time => time.ReplicaSet.Name, time => time.At);
        return
        [
            .. snapshot
                .ReplicaSets.OwnedBy(deployment.Uid)
                .Select(set => new RevisionRow(
                    set,
                    times.TryGetValue(set.Name, out var at) ? at : set.Created,
                    set.Revision > 0 && set.Revision == deployment.Revision
                )),
        ];
    }
}
