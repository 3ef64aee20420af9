using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Events;

/// <summary>Health rule of Events: a Warning is a problem, unless its timestamp lies in the future (clock skew), so that its time is
/// unknown.</summary>
internal static class EventHealth
{
    public static Verdict Of(ClusterEvent one, DateTimeOffset now) =>
        one.IsWarning && !ClockSkew.IsFuture(one.LastSeen, now) ? new(HealthLevel.Degraded, "warning", one.Reason) : Verdict.Healthy;

    /// <summary>A warning of the future becomes one of the present.</summary>
    public static bool DependsOnTime(ClusterEvent one, Verdict verdict) => one.IsWarning && !verdict.NeedsAttention;
}
