namespace K8sDashboard.Monitoring.Charts;

/// <summary>How far back a rate looks. Charts and columns take the same rule, so that they say the same.</summary>
internal static class RateWindow
{
    /// <summary>The query with <c>$window</c> filled in.</summary>
    /// <param name="promQl">The query as the catalogue has it.</param>
    /// <param name="step">How far apart its moments are.</param>
    /// <param name="scrape">How often its targets are scraped.</param>
    /// <param name="least">The shortest window that the exporter's samples allow.</param>
    public static string Into(string promQl, TimeSpan step, TimeSpan scrape, TimeSpan least) =>
        promQl.Replace("$window", Of(step, scrape, least), StringComparison.Ordinal);

    // A rate needs two samples in each window, also when one scrape is missed, and windows that meet from step to step.
    private static string Of(TimeSpan step, TimeSpan scrape, TimeSpan least)
    {
        var rule = Math.Max(4 * scrape.TotalSeconds, (step + scrape).TotalSeconds);
        return PrometheusDuration.Format(TimeSpan.FromSeconds(Math.Max(rule, least.TotalSeconds)));
    }
}
