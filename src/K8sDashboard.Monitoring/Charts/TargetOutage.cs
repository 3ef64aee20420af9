namespace K8sDashboard.Monitoring.Charts;

/// <summary>A target whose last scrape failed, or which is scraped no longer.</summary>
/// <param name="Job">The target's job.</param>
/// <param name="Instance">The target's instance.</param>
/// <param name="Since">When it was scraped last; null where that is longer ago than was looked for.</param>
/// <param name="Message">Why, in Prometheus' words; empty where it does not tell.</param>
/// <param name="IsGone">It is no target any more, so Prometheus does not even try.</param>
public sealed record TargetOutage(string Job, string Instance, DateTimeOffset? Since, string Message, bool IsGone = false)
{
    /// <summary>What is the matter, without the moment: <c>The target 10.0.0.5:9100 of job node-exporter is down</c>.</summary>
    public string Subject =>
        IsPast
            ? $"The target {Instance} of job {Job} was {State} at the end of this span"
            : $"The target {Instance} of job {Job} is {State}";

    /// <summary>The same in few words, where there is little room: <c>Target down</c>.</summary>
    public string Summary => IsPast ? $"Target was {State} at the end of this span," : $"Target {State}";

    /// <summary>It was so at the end of a span that is over; by now the target may be back.</summary>
    public bool IsPast { get; init; }

    private string State => IsGone ? "not scraped" : "down";
}
