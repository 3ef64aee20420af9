namespace K8sDashboard.Cluster.Health;

/// <summary>
/// From best to worst, so that aggregation is the maximum. <c>Idle</c> is intended (scaled to 0, completed, paused), and so is
/// <c>Cordoned</c>: the node keeps its pods and is unschedulable.
/// </summary>
public enum HealthLevel
{
    Healthy,
    Idle,
    Cordoned,
    Progressing,
    Unknown,
    Degraded,
    Unhealthy,
}

/// <summary>The result of a health rule: level, machine-readable code, and reason in an operator's terms, which may be empty.</summary>
public readonly record struct Verdict(HealthLevel Level, string Code, string Reason)
{
    public static readonly Verdict Healthy = new(HealthLevel.Healthy, "healthy", "");

    /// <summary>It is listed under <em>Needs attention</em>.</summary>
    public bool NeedsAttention => Level is HealthLevel.Degraded or HealthLevel.Unhealthy;

    /// <summary>The text of the health chip: <c>Degraded: 2 of 3 replicas unavailable</c>.</summary>
    public override string ToString() => Reason.Length == 0 ? Level.ToString() : $"{Level}: {Reason}";
}
