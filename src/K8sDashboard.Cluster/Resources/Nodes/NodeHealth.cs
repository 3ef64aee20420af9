using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Nodes;

/// <summary>The health of a node.</summary>
public static class NodeHealth
{
    /// <param name="node">The node.</param>
    /// <param name="failures">The recent failures of the cluster.</param>
    /// <param name="now">The time of evaluation, for the lookback window.</param>
    public static Verdict Of(Node node, RecentFailures failures, DateTimeOffset now)
    {
        var evicted = failures.EvictionsOn(node.Name, now);
        return node.Condition("Ready") switch
        {
            null => new(HealthLevel.Unknown, "no-report", "its kubelet never reported"),
            { Status: ConditionStatus.Unknown } silent => new(HealthLevel.Unhealthy, "not-reporting", NotReady(silent)),
            { Status: ConditionStatus.False } broken => new(HealthLevel.Unhealthy, "not-ready", NotReady(broken)),
            _ => Network(node) ?? Pressure(node, evicted.Pods) ?? NodeLookback.Of(node, evicted, now) ?? Cordoned(node) ?? Verdict.Healthy,
        };
    }

    /// <summary>Since when the verdict holds; null where unknown.</summary>
    public static DateTimeOffset? Since(Node node, RecentFailures failures, DateTimeOffset now) =>
        Telling(node)?.Since ?? NodeLookback.Since(node, failures.EvictionsOn(node.Name, now), now);

    /// <summary>The verdict is about resource pressure, or the evictions that it caused.</summary>
    internal static bool IsPressure(Verdict verdict) => verdict.Code is "pressure" or NodeLookback.Pressure or NodeLookback.Evictions;

    /// <summary><c>; evicted 3 pods</c>, where there were any.</summary>
    internal static string Evicted(int pods) => pods == 0 ? "" : $"; evicted {pods} {(pods == 1 ? "pod" : "pods")}";

    internal static string? PressureName(Condition condition) =>
        condition.Type switch
        {
            "MemoryPressure" => "memory",
            "DiskPressure" => "disk",
            "PIDPressure" => "process-id",
            _ => null,
        };

    private static Condition? Telling(Node node) =>
        node.Condition("Ready") is { Status: not ConditionStatus.True } ready
            ? ready
            : node.Conditions.FirstOrDefault(condition => condition.Type != "Ready" && condition.Status == ConditionStatus.True);

    private static string NotReady(Condition ready)
    {
        var why = ready.Message.Length > 0 ? ready.Message : ready.Reason;
        return why.Length == 0 ? "NotReady" : $"NotReady: {why.TrimEnd('.')}";
    }

    private static Verdict? Network(Node node) =>
        node.Condition("NetworkUnavailable")?.Status == ConditionStatus.True
            ? new(HealthLevel.Unhealthy, "no-network", "its pod network is not set up")
            : null;

    private static Verdict? Pressure(Node node, int evicted)
    {
        var under = string.Join(
            " and ",
            node.Conditions.Where(condition => condition.Status == ConditionStatus.True).Select(PressureName).OfType<string>()
        );
        return under.Length == 0 ? null : new(HealthLevel.Degraded, "pressure", $"under {under} pressure{Evicted(evicted)}");
    }

    private static Verdict? Cordoned(Node node) => node.Unschedulable ? new(HealthLevel.Cordoned, "cordoned", "no new pods") : null;
}
