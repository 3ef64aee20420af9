namespace K8sDashboard.Monitoring.Charts;

/// <summary>A target whose last scrape failed, or which is no longer scraped.</summary>
/// <param name="Job">The target's job.</param>
/// <param name="Instance">The target's instance.</param>
/// <param name="Since">The time of the last successful scrape; null where it is beyond the lookback.</param>
/// <param name="Message">The scrape error of Prometheus; empty where unknown.</param>
/// <param name="IsGone">It is no longer a target (service discovery), so that Prometheus does not scrape it.</param>
public sealed record TargetOutage(string Job, string Instance, DateTimeOffset? Since, string Message, bool IsGone = false)
{
    /// <summary>The description without the time: <c>The target 10.0.0.5:9100 of job node-exporter is down</c>.</summary>
    public string Subject =>
        IsPast
            ? $"The target {Instance} of job {Job} was {State} at the end of this span"
            : $"The target {Instance} of job {Job} is {State}";

    /// <summary>A short form, where space is limited: <c>Target down</c>.</summary>
    public string Summary => IsPast ? $"Target was {State} at the end of this span," : $"Target {State}";

    /// <summary>The state at the end of a past range; the target may have recovered since.</summary>
    public bool IsPast { get; init; }

    private string State => IsGone ? "not scraped" : "down";
}
