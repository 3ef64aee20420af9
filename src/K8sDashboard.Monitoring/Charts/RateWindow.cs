namespace K8sDashboard.Monitoring.Charts;

/// <summary>The range of <c>rate()</c>. The same rule for charts and columns, so that they agree.</summary>
internal static class RateWindow
{
    /// <summary>Replaces <c>$window</c> in a query.</summary>
    /// <param name="promQl">The query of the catalogue.</param>
    /// <param name="step">The resolution step.</param>
    /// <param name="scrape">The scrape interval of its targets.</param>
    /// <param name="least">The minimum window for the exporter's samples.</param>
    public static string Into(string promQl, TimeSpan step, TimeSpan scrape, TimeSpan least) =>
        promQl.Replace("$window", Of(step, scrape, least), StringComparison.Ordinal);

    // rate() needs two samples in each window, even when one scrape is missed, and windows must cover the whole step.
    private static string Of(TimeSpan step, TimeSpan scrape, TimeSpan least)
    {
        var rule = Math.Max(4 * scrape.TotalSeconds, (step + scrape).TotalSeconds);
        return PrometheusDuration.Format(TimeSpan.FromSeconds(Math.Max(rule, least.TotalSeconds)));
    }
}
