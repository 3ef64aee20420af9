namespace K8sDashboard.Monitoring.Queries;

/// <summary>Whether targets are scraped, and since when not: by <c>up</c>, which Prometheus itself writes at each scrape.</summary>
internal static class HealthQueries
{
    /// <summary>1 for a target whose last scrape succeeded, 0 for one whose last failed; nothing where it is no target any more.</summary>
    public static string Up(Matchers targets) => $"max by (job, instance) (up{targets})";

    /// <summary>The same of the targets that had samples of these pods within a span: a pod does not say which target is its own.</summary>
    /// <param name="source">Where the pods' metrics come from.</param>
    /// <param name="pods">The pods.</param>
    /// <param name="span">How far back is looked.</param>
    public static string UpOfPods(PodMetricSource source, Matchers pods, TimeSpan span) =>
        $"{Up(Matchers.None.Is(Label.Job, source.Job))} and on (job, instance) group by (job, instance) "
        + $"(last_over_time({source.CpuCounter}{pods.Is(Label.Job, source.Job)}[{PrometheusDuration.Format(span)}]))";

    /// <summary>The moment of the last scrape that succeeded within a span, in Unix seconds, as exact as the scrape interval.</summary>
    public static string LastUp(Matchers target, TimeSpan span, TimeSpan scrape) =>
        $"max(max_over_time(timestamp(up{target} == 1)[{PrometheusDuration.Format(span)}:{PrometheusDuration.Format(scrape)}]))";
}
