using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Watching;

/// <summary>How one list/watch loop is doing, for the page about the dashboard itself.</summary>
/// <param name="Kind">The plural as kubectl says it.</param>
/// <param name="Scope">A namespace; empty for the whole cluster.</param>
/// <param name="Sync">How far what it holds can be trusted.</param>
/// <param name="LastEvent">When the newest event or bookmark came; null before the first.</param>
/// <param name="LastListed">When the newest whole list was complete; null before the first.</param>
/// <param name="Relists">Whole lists after the first.</param>
/// <param name="ChangesPerSecond">Of the last minute.</param>
/// <param name="Failures">Lists and watches that failed.</param>
/// <param name="LastFailure">Why the newest of them did; empty where none has.</param>
/// <param name="RetryIn">For how long the server is still left alone after a failure; null where it is not.</param>
/// <param name="Quarantined">Objects that could not be read and are not shown.</param>
public sealed record LoopStatus(
    string Kind,
    string Scope,
    SyncState Sync,
    DateTimeOffset? LastEvent,
    DateTimeOffset? LastListed,
    long Relists,
    double ChangesPerSecond,
    long Failures,
    string LastFailure,
    TimeSpan? RetryIn,
    long Quarantined
);
