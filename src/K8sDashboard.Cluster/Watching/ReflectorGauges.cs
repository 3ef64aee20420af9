using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using Prometheus;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// The state of the watch loops at a scrape: one series a resource, of the worst of its loops. <c>/metrics</c> needs no session and must
/// not disclose namespaces.
/// </summary>
internal sealed class ReflectorGauges(MetricFactory metrics)
{
    private readonly Gauge live = Create(
        metrics,
        "k8sdashboard_watch_live",
        "1 where all of a resource that is read is live: listed, and its watch open and delivering."
    );

    private readonly Gauge lastEvent = Create(
        metrics,
        "k8sdashboard_watch_last_event_timestamp_seconds",
        "Unix time of the newest event or bookmark, of the watch whose newest is oldest; 0 before the first."
    );

    private readonly Gauge lastList = Create(
        metrics,
        "k8sdashboard_last_list_timestamp_seconds",
        "Unix time of the newest whole list, of the watch whose list is oldest; 0 before the first."
    );

    private readonly Gauge backOff = Create(
        metrics,
        "k8sdashboard_watch_backoff_seconds",
        "For how long the API server is left alone after failures; 0 where it is not."
    );

    private readonly Gauge shed = Create(
        metrics,
        "k8sdashboard_shed",
        "1 where a resource is not watched because memory is short, else 0."
    );

    public void Update(ImmutableArray<LoopStatus> loops)
    {
        var watched = loops.Where(loop => loop.Sync is not (SyncState.Forbidden or SyncState.NotServed or SyncState.Shed)).ToList();
        Set(live, watched, loop => loop.Sync is SyncState.Live ? 1 : 0, Enumerable.Min);
        Set(lastEvent, watched, loop => UnixTime(loop.LastEvent), Enumerable.Min);
        Set(lastList, watched, loop => UnixTime(loop.LastListed), Enumerable.Min);
        Set(backOff, watched, loop => Math.Max(0, loop.RetryIn?.TotalSeconds ?? 0), Enumerable.Max);
        Set(shed, loops, loop => loop.Sync is SyncState.Shed ? 1 : 0, Enumerable.Max);
    }

    private static void Set(
        Gauge gauge,
        IReadOnlyCollection<LoopStatus> loops,
        Func<LoopStatus, double> value,
        Func<IEnumerable<double>, double> worst
    )
    {
        var current = loops.GroupBy(loop => loop.Kind).ToDictionary(kind => kind.Key, kind => worst(kind.Select(value)));
        // A series that is no longer set would keep its last value for ever.
        foreach (var labels in gauge.GetAllLabelValues().Where(labels => !current.ContainsKey(labels[0])).ToList())
            gauge.RemoveLabelled(labels);
        foreach (var (resource, number) in current)
            gauge.WithLabels(resource).Set(number);
    }

    private static double UnixTime(DateTimeOffset? moment) => moment is { } at ? at.ToUnixTimeMilliseconds() / 1000.0 : 0;

    private static Gauge Create(MetricFactory metrics, string name, string help) => metrics.CreateGauge(name, help, "resource");
}
