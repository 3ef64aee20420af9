using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>
/// Annotations of a Deployment's charts: each ReplicaSet at its creation (the first rollout of its template), and again after a rollback or
/// another release of it. Scaling is no rollout, and makes no annotation.
/// </summary>
public static class RolloutMarks
{
    public static ImmutableArray<ChartMark> Of(Workload deployment, ClusterSnapshot snapshot) =>
        [.. RevisionTimes.Of(deployment, snapshot).SelectMany(Of).OrderBy(mark => mark.At)];

    private static IEnumerable<ChartMark> Of(RevisionTime revision)
    {
        var (set, images) = (revision.ReplicaSet, KubectlText.Images(revision.ReplicaSet));
        yield return new(
            set.Created,
            revision.IsReused ? $"first rollout of {images}, now revision {set.Revision}" : $"rollout to revision {set.Revision}, {images}"
        );
        if (revision is { IsReused: true, At: { } at })
            yield return new(at, $"rollback to {images}, now revision {set.Revision}");
    }
}
