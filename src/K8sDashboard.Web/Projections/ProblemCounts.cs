using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Projections;

/// <summary>Problem counts: the number of objects with problems, computed once for all circuits that show the same.</summary>
public sealed class ProblemCounts(ComputeCache shared)
{
    /// <summary>The number of this kind's objects with problems that the address shows.</summary>
    public int Of(ResourceView kind, ClusterView view, Address address)
    {
        var problems = Problems(kind, view).Namespaces;
        return kind.Type.IsNamespaced ? problems.Count(address.Shows) : problems.Length;
    }

    private ProblemList Problems(ResourceView kind, ClusterView view) =>
        shared.GetStaleWhileRevalidate(
            (nameof(ProblemCounts), kind.Type, view.Actor),
            OverviewModel.MustOf(view),
            kind.IsSelfContained
                ? (view.EvaluatedAt, view.Snapshot.Of(kind.Definition).Version)
                : OverviewModel.VersionsOf(view, FailureIndex.Evictions(shared, view)),
            (ProblemList? before) => kind.Problems(new(view.Snapshot, FailureIndex.Of(shared, view), view.EvaluatedAt), before)
        );
}
