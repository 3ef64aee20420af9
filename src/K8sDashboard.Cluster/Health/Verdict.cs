namespace K8sDashboard.Cluster.Health;

/// <summary>
/// From best to worst, so that the worst of many is their maximum. <c>Idle</c> is on purpose (scaled to 0, completed, paused);
/// <c>Cordoned</c> as well, of a node that goes on with its pods and takes no new ones.
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

/// <summary>
/// What a health rule says of an object: a level, a code for machines and translations, and the reason in words an operator uses
/// (empty where there is nothing to add).
/// </summary>
public readonly record struct Verdict(HealthLevel Level, string Code, string Reason)
{
    public static readonly Verdict Healthy = new(HealthLevel.Healthy, "healthy", "");

    /// <summary>Worth a person's look.</summary>
    public bool NeedsAttention => Level is HealthLevel.Degraded or HealthLevel.Unhealthy;

    /// <summary>As the health chip says it: <c>Degraded: 2 of 3 replicas unavailable</c>.</summary>
    public override string ToString() => Reason.Length == 0 ? Level.ToString() : $"{Level}: {Reason}";
}
