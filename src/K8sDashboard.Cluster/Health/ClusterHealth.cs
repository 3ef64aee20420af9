using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>
/// The cluster's verdict and its ranked root causes. Each failing pod is counted once, under the highest cause that explains it: its node,
/// else its Deployment or other controller, else itself.
/// </summary>
/// <param name="Verdict">The cluster as a whole.</param>
/// <param name="Causes">What needs attention, by severity, then by affected pods.</param>
public sealed record ClusterHealth(Verdict Verdict, ImmutableArray<Cause> Causes)
{
    /// <param name="snapshot">The cluster.</param>
    /// <param name="now">The time of evaluation, for grace periods.</param>
    /// <param name="shows">The namespaces to evaluate; null means all. Cluster-scoped objects are always evaluated.</param>
    public static ClusterHealth Of(ClusterSnapshot snapshot, DateTimeOffset now, Func<string, bool>? shows = null)
    {
        ImmutableArray<Cause> causes =
        [
            .. Find(new CauseContext(snapshot, now))
                .Where(cause => cause.Ref.Namespace.Length == 0 || shows is null || shows(cause.Ref.Namespace))
                .OrderByDescending(cause => cause.Rank)
                .ThenBy(cause => ResourceCatalog.OrderOf(cause.Counted))
                .ThenByDescending(cause => cause.Pods)
                .ThenBy(cause => cause.Ref.Namespace, StringComparer.Ordinal)
                .ThenBy(cause => cause.Ref.Name, StringComparer.Ordinal),
        ];
        return new(Sum(snapshot, now, shows, causes), causes);
    }

    private static Verdict Sum(ClusterSnapshot snapshot, DateTimeOffset now, Func<string, bool>? shows, ImmutableArray<Cause> causes)
    {
        if (!causes.IsEmpty)
            return new(causes.Max(cause => cause.Verdict.Level), "causes", string.Join(", ", CountsOf(causes)));
        var syncing = Names(snapshot, sync => sync is SyncState.Syncing);
        if (syncing.Length > 0)
            return new(HealthLevel.Unknown, "syncing", $"still reading {syncing}");
        var neverListed = Names(snapshot, sync => sync is SyncState.Interrupted { NeverListed: true });
        if (neverListed.Length > 0)
            return new(HealthLevel.Unknown, "never-listed", $"the API server never listed {neverListed}");
        var old = Names(snapshot, sync => Freshness.Of(sync, now).IsOld);
        if (old.Length > 0)
            return new(HealthLevel.Unknown, "stale", $"the API server does not answer, and what is shown of {old} is stale");
        var unseen = Names(snapshot, sync => sync is SyncState.Forbidden or SyncState.NotServed);
        if (unseen.Length > 0)
            return new(HealthLevel.Unknown, "unseen", $"no permission to see {unseen}");
        var partly = Names(snapshot, sync => sync.Reach.Forbidden.Any(name => shows is null || shows(name)));
        return partly.Length > 0 ? new(HealthLevel.Unknown, "unseen", $"no permission to see all {partly}") : Verdict.Healthy;
    }

    /// <summary>The counts of the headline by kind and level, the lowest kind and its worst level first.</summary>
    public ImmutableArray<CauseCount> Counts => CountsOf(Causes);

    private static ImmutableArray<CauseCount> CountsOf(ImmutableArray<Cause> causes) =>
        [
            .. causes
                .GroupBy(cause => (Type: cause.Counted, cause.Verdict.Level))
                .OrderBy(group => ResourceCatalog.OrderOf(group.Key.Type))
                .ThenByDescending(group => group.Key.Level)
                .Select(group => new CauseCount(
                    group.Key.Type,
                    group.Key.Level,
                    group.Key.Type == PodResource.Type ? group.Sum(cause => cause.Pods) : group.Count()
                )),
        ];

    /// <summary>The catalogue's order matters: each kind's causes mark the pods that they explain.</summary>
    private static IEnumerable<Cause> Find(CauseContext context) =>
        ResourceCatalog.All.SelectMany(definition => definition.Causes?.Invoke(context) ?? []);

    private static string Names(ClusterSnapshot snapshot, Func<SyncState, bool> wanted) =>
        string.Join(
            ", ",
            ResourceCatalog
                .All.Where(definition => definition.IsHealthInput && wanted(snapshot.Of(definition).Sync))
                .Select(definition => definition.Type.Plural)
        );
}

/// <summary>One count of the headline: <c>2 deployments degraded</c>.</summary>
public readonly record struct CauseCount(ResourceType Type, HealthLevel Level, int Count)
{
    public override string ToString() => $"{Type.Count(Count)} {Level.ToString().ToLowerInvariant()}";
}
