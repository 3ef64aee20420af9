namespace K8sDashboard.Monitoring.Usage;

/// <summary>The refresh times of lists: the same for everyone, so that equal queries are coalesced.</summary>
public static class UsageSteps
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    /// <summary>The latest such time.</summary>
    public static DateTimeOffset Before(DateTimeOffset now) => TimeGrid.Covering(now, now, Step).Start;
}
