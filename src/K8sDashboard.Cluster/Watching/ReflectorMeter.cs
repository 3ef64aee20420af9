using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Metrics of the watch loops: as .NET meters labelled by kind, for <c>/metrics</c>, and as a status by loop for the UI.
/// </summary>
public sealed class ReflectorMeter : IDisposable
{
    public const string Name = "K8sDashboard.Cluster";

    private readonly Meter meter;
    private readonly Counter<long> lists;
    private readonly Counter<long> changes;
    private readonly Counter<long> bookmarks;
    private readonly Counter<long> failures;
    private readonly Counter<long> quarantined;
    private readonly Counter<long> idleProbes;
    private readonly TimeProvider time;
    private ImmutableList<ReflectorStats> loops = []; // bounded by kinds times namespaces

    public ReflectorMeter(IMeterFactory factory, TimeProvider time)
    {
        this.time = time;
        Shortage = new(time);
        meter = factory.Create(Name);
        lists = meter.CreateCounter<long>(
            "k8sdashboard.lists",
            description: "Whole lists read from the API server; after the first, each is a relist."
        );
        changes = meter.CreateCounter<long>("k8sdashboard.watch.changes", description: "Objects added, modified or deleted.");
        bookmarks = meter.CreateCounter<long>("k8sdashboard.watch.bookmarks", description: "Bookmarks: a quiet watch that is alive.");
        failures = meter.CreateCounter<long>("k8sdashboard.watch.failures", description: "Lists and watches that failed, by reason.");
        quarantined = meter.CreateCounter<long>(
            "k8sdashboard.quarantined",
            description: "Objects that could not be read and are not shown."
        );
        idleProbes = meter.CreateCounter<long>(
            "k8sdashboard.watch.idle_probes",
            description: "Probes sent because a watch was idle, before it was resumed."
        );
        meter.CreateObservableGauge(
            "k8sdashboard.watch.live",
            () => Worst(loop => loop.Sync is SyncState.Live ? 1 : 0, Enumerable.Min),
            description: "1 where all of a kind that is read is live: listed, and its watch open and delivering."
        );
        meter.CreateObservableGauge(
            "k8sdashboard.watch.last_event.age",
            () => Worst(loop => Age(loop.LastEvent), Enumerable.Max),
            "s",
            "Since the newest event or bookmark, of the loop whose newest event is oldest; infinite before the first."
        );
        meter.CreateObservableGauge(
            "k8sdashboard.watch.listed.age",
            () => Worst(loop => Age(loop.LastListed), Enumerable.Max),
            "s",
            "Since the newest whole list, of the loop whose list is oldest; infinite before the first."
        );
        meter.CreateObservableGauge(
            "k8sdashboard.watch.backoff",
            () => Worst(loop => Math.Max(0, loop.RetryIn?.TotalSeconds ?? 0), Enumerable.Max),
            "s",
            "For how long the API server is left alone after failures; 0 where it is not."
        );
    }

    /// <summary>Memory shortages of all loops.</summary>
    public MemoryShortage Shortage { get; }

    /// <summary>All running loops, by kind and scope.</summary>
    public ImmutableArray<LoopStatus> Loops =>
        [
            .. loops
                .Select(loop => loop.Read())
                .OrderBy(loop => loop.Kind, StringComparer.Ordinal)
                .ThenBy(loop => loop.Scope, StringComparer.Ordinal),
        ];

    /// <summary>
    /// One measurement a kind, the worst of its loops: <c>/metrics</c> needs no session and must not disclose namespaces.
    /// </summary>
    private IEnumerable<Measurement<double>> Worst(Func<LoopStatus, double> value, Func<IEnumerable<double>, double> worst) =>
        Loops
            .Where(loop => loop.Sync is not (SyncState.Forbidden or SyncState.NotServed or SyncState.Shed))
            .GroupBy(loop => loop.Kind)
            .Select(kind => new Measurement<double>(worst(kind.Select(value)), new KeyValuePair<string, object?>("kind", kind.Key)));

    private double Age(DateTimeOffset? moment) => moment is { } at ? (time.GetUtcNow() - at).TotalSeconds : double.PositiveInfinity;

    /// <summary>Registers the counters of one loop.</summary>
    internal ReflectorMetrics Open(string kind, string scope, Func<SyncState> sync)
    {
        var stats = new ReflectorStats(kind, scope, sync, time);
        ImmutableInterlocked.Update(ref loops, open => open.Add(stats));
        return new(
            new("kind", kind),
            stats,
            Shortage,
            () => ImmutableInterlocked.Update(ref loops, open => open.Remove(stats)),
            lists,
            changes,
            bookmarks,
            failures,
            quarantined,
            idleProbes
        );
    }

    public void Dispose() => meter.Dispose();
}

/// <summary>The counters of one loop; disposing it unregisters them.</summary>
internal sealed class ReflectorMetrics(
    KeyValuePair<string, object?> kind,
    ReflectorStats stats,
    MemoryShortage shortage,
    Action close,
    Counter<long> lists,
    Counter<long> changes,
    Counter<long> bookmarks,
    Counter<long> failures,
    Counter<long> quarantined,
    Counter<long> idleProbes
) : IDisposable
{
    public void Listed()
    {
        lists.Add(1, kind);
        stats.Listed();
    }

    public void ChangeReceived()
    {
        changes.Add(1, kind);
        stats.ChangeReceived();
    }

    public void BookmarkReceived()
    {
        bookmarks.Add(1, kind);
        stats.BookmarkReceived();
    }

    public void Failed(ReadFailure failure)
    {
        failures.Add(1, kind, new("reason", failure.GetType().Name));
        stats.Failed(failure.Message);
        if (failure is ReadFailure.OutOfMemory)
            shortage.Tell();
    }

    /// <summary>Records a back-off until its end, or until the result is disposed.</summary>
    public IDisposable Wait(TimeSpan wait)
    {
        stats.Waits(wait);
        return new Waiting(stats);
    }

    public void Probed() => idleProbes.Add(1, kind);

    public void Quarantined()
    {
        quarantined.Add(1, kind);
        stats.Quarantined();
    }

    public void Dispose() => close();

    private sealed class Waiting(ReflectorStats stats) : IDisposable
    {
        public void Dispose() => stats.Waits(null);
    }
}
