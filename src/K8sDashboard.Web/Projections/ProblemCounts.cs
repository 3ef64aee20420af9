using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Projections;

/// <summary>Problem counts: the number of objects with problems, computed once for all circuits that show the same.</summary>
public sealed class ProblemCounts(ComputeCache shared)
{
    /// <summary>The number of each kind's objects with problems that the address shows; 0 where there is no kind.</summary>
    public ImmutableArray<int> On(IEnumerable<ResourceView?> kinds, ClusterView view, Address address)
    {
        var must = OverviewModel.MustOf(view);
        var versions = OverviewModel.VersionsOf(view, FailureIndex.Evictions(shared, view));
        return [.. kinds.Select(kind => kind is null ? 0 : Count(kind))];

        int Count(ResourceView kind)
        {
            var may = kind.IsSelfContained ? (view.EvaluatedAt, view.Snapshot.Of(kind.Definition).Version) : versions;
            var problems = Problems(kind, view, must, may).Namespaces;
            return kind.Type.IsNamespaced ? problems.Count(address.Shows) : problems.Length;
        }
    }

    private ProblemList Problems(ResourceView kind, ClusterView view, object must, object may) =>
        shared.GetStaleWhileRevalidate(
            (nameof(ProblemCounts), kind.Type, view.Actor),
            must,
            may,
            (ProblemList? before) => kind.Problems(new(view.Snapshot, FailureIndex.Of(shared, view), view.EvaluatedAt), before)
        );
}
