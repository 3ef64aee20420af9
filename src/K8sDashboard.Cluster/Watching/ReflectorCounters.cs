using System.Collections.Frozen;
using k8s;
using Prometheus;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The counters of all watch loops by resource, without scope: <c>/metrics</c> must not disclose namespaces.</summary>
internal sealed class ReflectorCounters(MetricFactory metrics)
{
    private readonly Counter lists = metrics.CreateCounter(
        "k8sdashboard_lists_total",
        "Whole lists read from the API server; after the first of each watch, each is a relist.",
        "resource"
    );

    private readonly Counter events = metrics.CreateCounter(
        "k8sdashboard_watch_events_total",
        "Watch events received, by type; BOOKMARK: a quiet watch that is alive.",
        "resource",
        "type"
    );

    private readonly Counter failures = metrics.CreateCounter(
        "k8sdashboard_watch_failures_total",
        "Lists and watches that failed, by reason.",
        "resource",
        "reason"
    );

    private readonly Counter unreadable = metrics.CreateCounter(
        "k8sdashboard_unreadable_objects_total",
        "Objects received that could not be decoded and are not shown.",
        "resource"
    );

    private readonly Counter idleProbes = metrics.CreateCounter(
        "k8sdashboard_watch_idle_probes_total",
        "Probes sent because a watch was idle, before it was resumed.",
        "resource"
    );

    /// <summary>All series of one resource, from 0: a series that begins with its first event has no rate for it.</summary>
    public ResourceCounters Of(string resource) =>
        new(
            lists.WithLabels(resource),
            unreadable.WithLabels(resource),
            idleProbes.WithLabels(resource),
            ResourceCounters.Types.ToFrozenDictionary(
                type => type,
                type => events.WithLabels(resource, type.ToString().ToUpperInvariant())
            ),
            MetricLabel.All<ReadFailure>().ToFrozenDictionary(reason => reason, reason => failures.WithLabels(resource, reason))
        );
}

/// <summary>The counters of one resource.</summary>
internal sealed class ResourceCounters(
    ICounter lists,
    ICounter unreadable,
    ICounter idleProbes,
    FrozenDictionary<WatchEventType, Counter.Child> events,
    FrozenDictionary<string, Counter.Child> failures
)
{
    /// <summary>The types that are counted; an ERROR is a failure.</summary>
    public static readonly WatchEventType[] Types =
    [
        WatchEventType.Added,
        WatchEventType.Modified,
        WatchEventType.Deleted,
        WatchEventType.Bookmark,
    ];

    public ICounter Lists => lists;

    public ICounter Unreadable => unreadable;

    public ICounter IdleProbes => idleProbes;

    public ICounter Event(WatchEventType type) => events[type];

    public ICounter Failure(ReadFailure failure) => failures[MetricLabel.Of(failure)];
}
