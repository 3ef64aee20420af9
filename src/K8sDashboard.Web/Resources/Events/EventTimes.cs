using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;

namespace K8sDashboard.Web.Resources.Events;

/// <summary>Timestamps of events, which lie in the future where the writer's clock is wrong (clock skew).</summary>
public static class EventTimes
{
    /// <summary>
    /// Cache dependency on time: the evaluation time of the view while an event has a future timestamp (it sorts last only until then);
    /// null otherwise, so that lists without any are not recomputed as time passes.
    /// </summary>
    public static object? DependsOnTime(ComputeCache shared, ClusterView view)
    {
        var events = view.Snapshot.Events;
        var latest = shared.GetOrAdd(
            (nameof(EventTimes), view.Actor),
            events.Version,
            () => new LatestTime(events.Items.Max(one => (DateTimeOffset?)one.LastSeen))
        );
        return latest.At is { } at && ClockSkew.IsFuture(at, view.EvaluatedAt) ? view.EvaluatedAt : null;
    }

    /// <summary>The latest timestamp of those that are not in the future; where all are, the latest of all.</summary>
    public static DateTimeOffset Latest(IEnumerable<ClusterEvent> same, DateTimeOffset now) =>
        same.Where(one => !ClockSkew.IsFuture(one.LastSeen, now)).Max(one => (DateTimeOffset?)one.LastSeen)
        ?? same.Max(one => one.LastSeen);

    private sealed record LatestTime(DateTimeOffset? At);
}
