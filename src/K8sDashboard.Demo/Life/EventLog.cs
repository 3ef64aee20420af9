using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>What components say about objects: once, and then counted; forgotten after a while, as in a real cluster.</summary>
/// <param name="state">The cluster.</param>
/// <param name="chance">Makes the names.</param>
/// <param name="kept">For how long after they were last said: an API server's <c>--event-ttl</c>.</param>
/// <param name="most">Of more than so many the oldest are forgotten before their time.</param>
public sealed class EventLog(ClusterState state, SeededRandom chance, TimeSpan kept, int most = int.MaxValue)
{
    /// <summary>An API server's, where nobody says otherwise.</summary>
    public static readonly TimeSpan UsuallyKept = TimeSpan.FromHours(1);

    // What is said again is found by what it says; as many as there are events.
    private readonly Dictionary<string, string> names = [];
    private int number;

    public TimeSpan Kept { get; } = kept;

    public void Normal(IMessage about, string reason, string message, string component, DateTimeOffset now, string host = "") =>
        Say(about, "Normal", reason, message, component, host, now);

    public void Warning(IMessage about, string reason, string message, string component, DateTimeOffset now, string host = "") =>
        Say(about, "Warning", reason, message, component, host, now);

    /// <summary>Takes away what is older than it is kept, and what is too much.</summary>
    public void Forget(DateTimeOffset now)
    {
        foreach (var old in state.List<Event>().Where(one => now - LastSeen(one) > Kept))
            state.Remove<Event>(old.Metadata, now);
        if (state.List<Event>() is { Count: var count } all && count > most)
        {
            foreach (var old in all.OrderByDescending(LastSeen).Skip(most))
                state.Remove<Event>(old.Metadata, now);
        }

        if (names.Count > 2 * (state.List<Event>().Count + 100))
            names.Clear();
    }

    // Those of newer clients have no last time, but one of the only event, or of a series' last.
    private static DateTimeOffset LastSeen(Event one) =>
        new[]
        {
            one.LastTimestamp?.At(),
            one.Series?.LastObservedTime?.At(),
            one.EventTime?.At(),
            one.Metadata.CreationTimestamp?.At(),
        }.Max()
        ?? DateTimeOffset.MaxValue;

    private void Say(IMessage about, string type, string reason, string message, string component, string host, DateTimeOffset now)
    {
        var kind = Kinds.Of(about.GetType());
        var meta = kind.Meta(about);
        // What is of no namespace is told in the default one.
        var ns = meta.Namespace.Length == 0 ? "default" : meta.Namespace;
        var key = $"{kind.Name}/{ns}/{meta.Name}/{meta.Uid}/{reason}/{message}/{component}/{host}";
        if (names.TryGetValue(key, out var name) && state.Get<Event>(ns, name) is { } known)
        {
            state.Change(
                known,
                again =>
                {
                    again.Count++;
                    again.LastTimestamp = now.ToTime();
                }
            );
            return;
        }

        names[key] = $"{meta.Name}.{chance.Letters(16, $"{key}/{number++}")}";
        state.Create(
            new Event
            {
                Metadata = new ObjectMeta
                {
                    Namespace = ns,
                    Name = names[key],
                    CreationTimestamp = now.ToTime(),
                },
                InvolvedObject = new ObjectReference
                {
                    Kind = kind.Name,
                    Namespace = meta.Namespace,
                    Name = meta.Name,
                    Uid = meta.Uid,
                    ApiVersion = kind.ApiVersion,
                    ResourceVersion = meta.ResourceVersion,
                },
                Type = type,
                Reason = reason,
                Message = message,
                Source = new EventSource { Component = component, Host = host },
                FirstTimestamp = now.ToTime(),
                LastTimestamp = now.ToTime(),
                Count = 1,
                ReportingComponent = component,
                ReportingInstance = host,
            }
        );
    }
}
