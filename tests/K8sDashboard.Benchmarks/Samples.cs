namespace K8sDashboard.Benchmarks;

/// <summary>Numbers taken from several runs.</summary>
internal static class Samples
{
    public static TimeSpan Median(this IEnumerable<TimeSpan> samples) => samples.Percentile(50);

    /// <summary>The smallest sample that is not below this share of them.</summary>
    public static TimeSpan Percentile(this IEnumerable<TimeSpan> samples, int percent)
    {
        TimeSpan[] sorted = [.. samples.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
    }
}
