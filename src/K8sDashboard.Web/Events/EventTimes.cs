using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Events;

/// <summary>Timestamps of events, which lie in the future where whoever wrote them has a wrong clock (clock skew).</summary>
public static class EventTimes
{
    /// <summary>
    /// What else than the table a list of events depends on: the moment of the view while an event's time lies ahead of it, since such an
    /// event is sorted last only until then; null else, so that lists without any are not made anew as time goes by.
    /// </summary>
    public static object? DependsOnTime(ComputeCache shared, ClusterView view)
    {
        var events = view.Snapshot.Events;
        var latest = shared.Of(
            (nameof(EventTimes), view.Actor),
            events.Version,
            () => new LatestTime(events.Items.Max(one => (DateTimeOffset?)one.LastSeen))
        );
        return latest.At is { } at && ClockSkew.IsFuture(at, view.EvaluatedAt) ? view.EvaluatedAt : null;
    }

    /// <summary>When it happened last, of those whose time is known not to be wrong; where none is, the latest of all.</summary>
    public static DateTimeOffset Latest(IEnumerable<ClusterEvent> same, DateTimeOffset now) =>
        same.Where(one => !ClockSkew.IsFuture(one.LastSeen, now)).Max(one => (DateTimeOffset?)one.LastSeen)
        ?? same.Max(one => one.LastSeen);

    private sealed record LatestTime(DateTimeOffset? At);
}
