using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>What a health rule may depend on besides the object.</summary>
/// <param name="Snapshot">The cluster.</param>
/// <param name="Failures">Recent failures of pods.</param>
/// <param name="Now">The evaluation time.</param>
public sealed record HealthContext(ClusterSnapshot Snapshot, RecentFailures Failures, DateTimeOffset Now);

/// <summary>The health rule of a kind.</summary>
/// <param name="Of">
/// The verdict of each object in a context. Called once for a list, so that it can build an index first.
/// </param>
public sealed record HealthRule<TItem>(Func<HealthContext, Func<TItem, Verdict>> Of)
    where TItem : ClusterObject
{
    /// <summary>
    /// Whether a verdict can change as time passes. Set where a verdict depends on the object and the time alone, so that unchanged objects
    /// are not evaluated again; null where it depends on other objects too.
    /// </summary>
    public Func<TItem, Verdict, bool>? DependsOnTime { get; init; }
}
