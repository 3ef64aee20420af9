using System.Globalization;

namespace K8sDashboard.Soak;

/// <summary>What is kept after a collection, sampled all the time: the slope after a warm-up tells a leak.</summary>
internal static class MemorySlope
{
    private const double MostPerTenMinutes = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static async Task<Finding[]> RunAsync(TimeSpan time)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var samples = new List<(double Minutes, double Bytes)>(); // one each ten seconds
        while (clock.GetElapsedTime(began) < time)
        {
            await Task.Delay(Interval, clock);
            samples.Add((clock.GetElapsedTime(began).TotalMinutes, GC.GetTotalMemory(forceFullCollection: true)));
        }

        var warm = samples.Skip(samples.Count / 3).ToList();
        var slope = warm.Count < 2 ? 0 : Slope(warm) * 10;
        // A few minutes tell the noise of the faults, not a leak.
        var tells = time >= TimeSpan.FromMinutes(20);
        return [new("memory kept, slope after the warm-up", (slope / 1024).ToString("0 'KiB per 10 min'", CultureInfo.InvariantCulture), tells ? "≤ 1 MiB per 10 min" : "too short to judge", !tells || slope <= MostPerTenMinutes)];
    }

    private static double Slope(List<(double Minutes, double Bytes)> samples)
    {
        var (x, y) = (samples.Average(one => one.Minutes), samples.Average(one => one.Bytes));
        return samples.Sum(one => (one.Minutes - x) * (one.Bytes - y)) / samples.Sum(one => (one.Minutes - x) * (one.Minutes - x));
    }
}
