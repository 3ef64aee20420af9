using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Events;

/// <summary>One line of the events page: what was said of one object in the same words, however many Event objects said it.</summary>
public sealed record EventRow(EventSubject Subject, string Type, string Reason, string Message, int Count, DateTimeOffset LastSeen)
{
    public bool IsWarning => Type == "Warning";

    /// <summary><c>pod/web-1</c>, as kubectl names an event's object.</summary>
    public string Object => $"{Subject.Kind.ToLowerInvariant()}/{Subject.Ref.Name}";

    /// <summary>Stays while the count goes up, so that the row stays.</summary>
    public object Key => (Subject, Type, Reason, Message);

    public static IEnumerable<EventRow> Of(IEnumerable<ClusterEvent> events) => events
        .GroupBy(one => (one.Subject, one.Type, one.Reason, one.Message))
        .Select(same => new EventRow(
            same.Key.Subject, same.Key.Type, same.Key.Reason, same.Key.Message, same.Sum(one => one.Count), same.Max(one => one.LastSeen)));
}
