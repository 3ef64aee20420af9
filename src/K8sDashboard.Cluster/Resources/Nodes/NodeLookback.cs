using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Nodes;

/// <summary>
/// Past failures of a node within the lookback window: conditions that flapped (True for a time, False again) and evictions. A condition
/// has only its last transition time, so its previous status is inferred.
/// </summary>
internal static class NodeLookback
{
    /// <summary>Code: it had pressure.</summary>
    public const string Pressure = "had-pressure";

    /// <summary>Code: it evicted pods, without a condition that explains it.</summary>
    public const string Evictions = "evictions";

    /// <summary>Code: it was not ready.</summary>
    public const string Outage = "was-not-ready";

    /// <summary>
    /// A kubelet writes all conditions when it registers the node: a transition within this time is not the end of a failure.
    /// </summary>
    private static readonly TimeSpan Registration = TimeSpan.FromMinutes(1);

    /// <summary>When a node returns, one status report changes all conditions, some of them a second later.</summary>
    private static readonly TimeSpan OneReport = TimeSpan.FromSeconds(5);

    /// <param name="node">A node that is ready and not under pressure.</param>
    /// <param name="evicted">Its evictions within the window.</param>
    /// <param name="now">The time of evaluation.</param>
    public static Verdict? Of(Node node, (int Pods, DateTimeOffset Last) evicted, DateTimeOffset now)
    {
        var ended = EndedPressures(node, now).ToList();
        if (ended.Count > 0)
        {
            var names = string.Join(" and ", ended.Select(NodeHealth.PressureName));
            var until = PodFailure.Ago(ended.Max(condition => condition.Since!.Value), now);
            return new(HealthLevel.Degraded, Pressure, $"had {names} pressure until{until}{NodeHealth.Evicted(evicted.Pods)}");
        }

        if (evicted.Pods > 0)
            return new(
                HealthLevel.Degraded,
                Evictions,
                $"evicted {evicted.Pods} {(evicted.Pods == 1 ? "pod" : "pods")}{PodFailure.Ago(evicted.Last, now)}"
            );
        return EndedOutage(node, now) is { } at ? new(HealthLevel.Degraded, Outage, $"was NotReady until{PodFailure.Ago(at, now)}") : null;
    }

    /// <summary>When the past failure ended; null where there is none.</summary>
    public static DateTimeOffset? Since(Node node, (int Pods, DateTimeOffset Last) evicted, DateTimeOffset now) =>
        EndedPressures(node, now).Max(condition => condition.Since) ?? (evicted.Pods > 0 ? evicted.Last : EndedOutage(node, now));

    private static IEnumerable<Condition> EndedPressures(Node node, DateTimeOffset now) =>
        node.Conditions.Where(condition =>
            NodeHealth.PressureName(condition) is not null
            && condition is { Status: ConditionStatus.False, Since: { } since }
            && IsWithin(since, now)
            && since - node.Created > Registration
            && !(node.Condition("Ready")?.Since is { } ready && (since - ready).Duration() <= OneReport)
        );

    /// <summary>A node that joined within the window was not ready before; that is no outage.</summary>
    private static DateTimeOffset? EndedOutage(Node node, DateTimeOffset now) =>
        node.Condition("Ready") is { Status: ConditionStatus.True, Since: { } since }
        && IsWithin(since, now)
        && since - node.Created > PodFailure.Window
            ? since
            : null;

    private static bool IsWithin(DateTimeOffset at, DateTimeOffset now) => PodFailure.IsRecent(at, now) && !ClockSkew.IsFuture(at, now);
}
