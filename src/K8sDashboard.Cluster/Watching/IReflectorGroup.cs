namespace K8sDashboard.Cluster.Watching;

/// <summary>All watch loops of one kind.</summary>
internal interface IReflectorGroup
{
    /// <summary>Runs until cancelled; a restart after a failure begins with empty tables.</summary>
    /// <param name="only">Namespaces chosen by the user; empty means the whole cluster.</param>
    /// <param name="fallback">
    /// Namespaces to watch where the cluster-wide list is forbidden from the start, or beyond its grace period, and as long as it is.
    /// </param>
    /// <param name="optional">
    /// For an optional kind: while these are shed, its table is empty with that state. Null for a required one.
    /// </param>
    /// <param name="cancellation">Cancels it.</param>
    Task RunAsync(IReadOnlyList<string> only, IReadOnlyList<string> fallback, OptionalKinds? optional, CancellationToken cancellation);
}
