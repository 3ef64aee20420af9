namespace K8sDashboard.Monitoring.Queries;

/// <summary>Queries on whether targets are scraped, by <c>up</c>, which Prometheus writes at each scrape.</summary>
internal static class HealthQueries
{
    /// <summary>1 for a target whose last scrape succeeded, 0 for a failed one; no series for a removed target.</summary>
    public static string Up(Matchers targets) => $"max by (job, instance) (up{targets})";

    /// <summary>The same for the targets that had samples of these pods within a range: a pod's labels do not name its target.</summary>
    /// <param name="source">The source of the pods' metrics.</param>
    /// <param name="pods">The pods.</param>
    /// <param name="span">The lookback.</param>
    public static string UpOfPods(PodMetricSource source, Matchers pods, TimeSpan span) =>
        $"{Up(Matchers.None.Is(Label.Job, source.Job))} and on (job, instance) group by (job, instance) "
        + $"(last_over_time({source.CpuCounter}{pods.Is(Label.Job, source.Job)}[{PrometheusDuration.Format(span)}]))";

    /// <summary>
    /// The time of the last successful scrape within a range, in Unix seconds, with the precision of the scrape interval.
    /// </summary>
    public static string LastUp(Matchers target, TimeSpan span, TimeSpan scrape) =>
        $"max(max_over_time(timestamp(up{target} == 1)[{PrometheusDuration.Format(span)}:{PrometheusDuration.Format(scrape)}]))";
}
