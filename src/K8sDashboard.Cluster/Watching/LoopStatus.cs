using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The state of one list/watch loop, for the dashboard's own status page.</summary>
/// <param name="Kind">The plural, as in kubectl.</param>
/// <param name="Scope">A namespace; empty for the whole cluster.</param>
/// <param name="Sync">The sync state of its objects.</param>
/// <param name="LastEvent">The time of the latest event or bookmark; null before the first.</param>
/// <param name="LastListed">The time of the latest complete list; null before the first.</param>
/// <param name="Relists">Complete lists after the first.</param>
/// <param name="ChangesPerSecond">Over the last minute.</param>
/// <param name="Failures">Failed lists and watches.</param>
/// <param name="LastFailure">The message of the latest; empty where there is none.</param>
/// <param name="RetryIn">The remaining back-off; null where there is none.</param>
/// <param name="Quarantined">Objects that could not be decoded and are not shown.</param>
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
