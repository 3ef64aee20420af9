using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Web.Projections;

/// <summary>
/// Recent failures, computed once for all circuits and incrementally: only pods that are new in a version are evaluated, and none when only
/// time passes.
/// </summary>
public static class FailureIndex
{
    public static RecentFailures Of(ComputeCache shared, ClusterView view)
    {
        var snapshot = view.Snapshot;
        var evicted = Evictions(shared, view);
        return shared.GetOrAdd(
            (nameof(FailureIndex), view.Actor),
            (snapshot.Pods.Version, snapshot.ReplicaSets.Version, evicted),
            () => new RecentFailures(Failed(shared, view), snapshot.ReplicaSets, evicted.Items)
        );
    }

    /// <summary>
    /// Evictions reported by events: the same instance until there is another eviction, however many other events arrive.
    /// </summary>
    public static EvictionList Evictions(ComputeCache shared, ClusterView view) =>
        shared.GetOrAdd<EvictionList>(
            (nameof(Evictions), view.Actor),
            view.Snapshot.Events.Version,
            before =>
            {
                var now = Eviction.In(view.Snapshot.Events);
                return before is not null && before.Items.SequenceEqual(now) ? before : new(now);
            }
        );

    private static ImmutableArray<Pod> Failed(ComputeCache shared, ClusterView view) =>
        shared
            .GetOrAdd<FailedPods>(
                (nameof(FailedPods), view.Actor),
                view.Snapshot.Pods.Version,
                before =>
                    new(
                        IncrementalProjection<Pod, Pod?>.Of(
                            view.Snapshot.Pods.Items,
                            view.EvaluatedAt,
                            pod => PodFailure.Of(pod, view.EvaluatedAt) is null ? (null, false) : (pod, true),
                            before?.Each
                        )
                    )
            )
            .Pods;

    private sealed class FailedPods(IncrementalProjection<Pod, Pod?> each)
    {
        public IncrementalProjection<Pod, Pod?> Each => each;

        public ImmutableArray<Pod> Pods { get; } = [.. each.Values.OfType<Pod>()];
    }
}

/// <summary>Reference equality: a cache key.</summary>
public sealed class EvictionList(ImmutableArray<Eviction> items)
{
    public ImmutableArray<Eviction> Items => items;
}
