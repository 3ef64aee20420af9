using System.Globalization;

namespace K8sDashboard.Soak;

/// <summary>The retained memory over time: the slope after a warm-up indicates a leak.</summary>
/// <param name="what">The measured process.</param>
/// <param name="most">The limit of the growth in ten minutes, in bytes.</param>
internal sealed class Growth(string what, double most = Growth.Mebibyte)
{
    public const double Mebibyte = 1024 * 1024;

    /// <summary>Shorter runs measure noise rather than a leak.</summary>
    private static readonly TimeSpan Tells = TimeSpan.FromMinutes(20);

    /// <summary>The maximum retention of a disconnected circuit.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly List<(TimeSpan After, double Bytes)> samples = [];

    public void Add(TimeSpan after, long bytes) => samples.Add((after, bytes));

    /// <summary>The warm-up is the first third, and at least the retention time.</summary>
    public Finding Judge(TimeSpan time)
    {
        var tells = time >= Tells;
        var began = tells && time / 3 < Kept ? Kept : time / 3;
        var warm = samples.Where(one => one.After >= began).Select(one => (one.After.TotalMinutes, one.Bytes)).ToList();
        var slope = warm.Count < 2 ? 0 : Slope(warm) * 10;
        return new(
            $"{what}, slope after the warm-up",
            Text(slope),
            tells ? $"≤ {Text(most)}" : "too short to judge",
            !tells || slope <= most
        );
    }

    private static string Text(double slope) => (slope / 1024).ToString("#,0 'KiB per 10 min'", CultureInfo.InvariantCulture);

    /// <summary>The slope of the least-squares line, in bytes a minute.</summary>
    private static double Slope(List<(double Minutes, double Bytes)> samples)
    {
        var (x, y) = (samples.Average(one => one.Minutes), samples.Average(one => one.Bytes));
        return samples.Sum(one => (one.Minutes - x) * (one.Bytes - y)) / samples.Sum(one => (one.Minutes - x) * (one.Minutes - x));
    }
}
