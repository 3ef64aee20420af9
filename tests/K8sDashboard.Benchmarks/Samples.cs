namespace K8sDashboard.Benchmarks;

/// <summary>Statistics of samples.</summary>
internal static class Samples
{
    public static TimeSpan Median(this IEnumerable<TimeSpan> samples) => samples.Percentile(50);

    /// <summary>The percentile by the nearest-rank method.</summary>
    public static TimeSpan Percentile(this IEnumerable<TimeSpan> samples, int percent)
    {
        TimeSpan[] sorted = [.. samples.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
    }
}
