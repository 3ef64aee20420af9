using System.Diagnostics.Metrics;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The load and the health of the watch loops as .NET meters, labelled by kind: <c>/metrics</c> shows them.</summary>
internal sealed class WatchMeter : IDisposable
{
    public const string Name = "K8sDashboard.Cluster";

    private readonly Meter meter;
    private readonly Counter<long> lists;
    private readonly Counter<long> changes;
    private readonly Counter<long> bookmarks;
    private readonly Counter<long> failures;
    private readonly Counter<long> quarantined;
    private readonly Counter<long> sentinels;

    public WatchMeter(IMeterFactory factory)
    {
        meter = factory.Create(Name);
        lists = meter.CreateCounter<long>("k8sdashboard.lists", description: "Whole lists read from the API server; after the first, each is a relist.");
        changes = meter.CreateCounter<long>("k8sdashboard.watch.changes", description: "Objects added, modified or deleted.");
        bookmarks = meter.CreateCounter<long>("k8sdashboard.watch.bookmarks", description: "Bookmarks: a quiet watch that is alive.");
        failures = meter.CreateCounter<long>("k8sdashboard.watch.failures", description: "Lists and watches that failed, by reason.");
        quarantined = meter.CreateCounter<long>("k8sdashboard.quarantined", description: "Objects that could not be read and are not shown.");
        sentinels = meter.CreateCounter<long>("k8sdashboard.watch.sentinels", description: "Watches that fell silent and were asked for and opened anew.");
    }

    /// <summary>Opens the counters of one loop.</summary>
    public Tally Open(string kind) => new(
        new("kind", kind), lists, changes, bookmarks, failures, quarantined, sentinels);

    public void Dispose() => meter.Dispose();
}

/// <summary>The counters of one loop.</summary>
internal sealed class Tally(
    KeyValuePair<string, object?> kind,
    Counter<long> lists,
    Counter<long> changes,
    Counter<long> bookmarks,
    Counter<long> failures,
    Counter<long> quarantined,
    Counter<long> sentinels)
{
    public void Listed() => lists.Add(1, kind);

    public void Changed() => changes.Add(1, kind);

    public void Heard() => bookmarks.Add(1, kind);

    public void Failed(ReadFailure failure) => failures.Add(1, kind, new("reason", failure.GetType().Name));

    public void Asked() => sentinels.Add(1, kind);

    public void Quarantined() => quarantined.Add(1, kind);
}
