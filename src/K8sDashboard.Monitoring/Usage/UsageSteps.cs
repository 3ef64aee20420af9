namespace K8sDashboard.Monitoring.Usage;

/// <summary>When lists ask: at the same moments for everyone, so that equal questions are one.</summary>
public static class UsageSteps
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    /// <summary>The last such moment.</summary>
    public static DateTimeOffset Before(DateTimeOffset now) => TimeGrid.Covering(now, now, Step).Start;
}
