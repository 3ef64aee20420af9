using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Resources.Events;

/// <summary>One row of an event list: Event objects of one subject with equal text are aggregated, however many there are.</summary>
public sealed record EventRow(EventSubject Subject, string Type, string Reason, string Message, int Count, DateTimeOffset LastSeen)
{
    public bool IsWarning => Type == "Warning";

    /// <summary><c>pod/web-1</c>, as kubectl names an event's object.</summary>
    public string Object => $"{Subject.Type.Singular}/{Subject.Ref.Name}";

    /// <inheritdoc cref="ClusterEvent.SubObject"/>
    public string SubObject { get; init; } = "";

    /// <summary><c>kubelet, node-1</c>, as kubectl prints SOURCE.</summary>
    public string Source { get; init; } = "";

    public DateTimeOffset FirstSeen { get; init; }

    /// <summary>Its timestamp lies in the future (clock skew of the writer): the real time is unknown.</summary>
    public bool IsFuture { get; init; }

    /// <summary>Row key: stable while the count increases, so that the row is updated in place.</summary>
    public object Key => (Subject, SubObject, Source, Type, Reason, Message);

    /// <param name="events">In any order.</param>
    /// <param name="now">The evaluation time of the view that shows them.</param>
    public static IEnumerable<EventRow> Of(IEnumerable<ClusterEvent> events, DateTimeOffset now) =>
        events
            .GroupBy(one => (one.Subject, one.Type, one.Reason, one.Message, one.SubObject, Source: SourceOf(one)))
            .Select(same => new EventRow(
                same.Key.Subject,
                same.Key.Type,
                same.Key.Reason,
                same.Key.Message,
                same.Sum(one => one.Count),
                EventTimes.Latest(same, now)
            )
            {
                SubObject = same.Key.SubObject,
                Source = same.Key.Source,
                FirstSeen = same.Min(one => one.FirstSeen ?? one.LastSeen),
                IsFuture = same.All(one => ClockSkew.IsFuture(one.LastSeen, now)),
            });

    private static string SourceOf(ClusterEvent one) => one.Host.Length == 0 ? one.Source : $"{one.Source}, {one.Host}";
}
