using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>The events of the components: deduplicated by count, and deleted after a TTL.</summary>
/// <param name="state">The cluster.</param>
/// <param name="chance">Generates the names.</param>
/// <param name="kept">The TTL from the last occurrence, as <c>--event-ttl</c> of an API server.</param>
/// <param name="most">The maximum number of events; the oldest beyond it are deleted before their TTL.</param>
public sealed class EventLog(ClusterState state, SeededRandom chance, TimeSpan kept, int most = int.MaxValue)
{
    /// <summary>The default <c>--event-ttl</c>.</summary>
    public static readonly TimeSpan UsuallyKept = TimeSpan.FromHours(1);

    // Index of events by content, for deduplication; as many entries as events.
    private readonly Dictionary<string, string> names = [];
    private int number;

    public TimeSpan Kept { get; } = kept;

    public void Normal(IMessage about, string reason, string message, string component, DateTimeOffset now, string host = "") =>
        Say(about, "Normal", reason, message, component, host, now);

    public void Warning(IMessage about, string reason, string message, string component, DateTimeOffset now, string host = "") =>
        Say(about, "Warning", reason, message, component, host, now);

    /// <summary>Deletes events that are older than the TTL, or beyond the maximum.</summary>
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

    // The events.k8s.io API sets no lastTimestamp, but eventTime, or lastObservedTime of a series.
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
        // Events of cluster-scoped objects are stored in the namespace default.
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
