using System.Globalization;

namespace K8sDashboard.Soak;

/// <summary>What is kept after a collection, sampled all the time: the slope after a warm-up tells a leak.</summary>
/// <param name="what">Of whom.</param>
/// <param name="most">What it may grow by in ten minutes, in bytes.</param>
internal sealed class Growth(string what, double most = Growth.Mebibyte)
{
    public const double Mebibyte = 1024 * 1024;

    /// <summary>A few minutes tell the noise of what goes on, not a leak.</summary>
    private static readonly TimeSpan Tells = TimeSpan.FromMinutes(20);

    /// <summary>The longest that the dashboard keeps anything of a page that was lost.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly List<(TimeSpan After, double Bytes)> samples = [];

    public void Add(TimeSpan after, long bytes) => samples.Add((after, bytes));

    /// <summary>The first third is the warm-up, and as much of it as what is kept for a while is kept for.</summary>
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

    /// <summary>Of the line that is nearest to all (least squares), in bytes a minute.</summary>
    private static double Slope(List<(double Minutes, double Bytes)> samples)
    {
        var (x, y) = (samples.Average(one => one.Minutes), samples.Average(one => one.Bytes));
        return samples.Sum(one => (one.Minutes - x) * (one.Bytes - y)) / samples.Sum(one => (one.Minutes - x) * (one.Minutes - x));
    }
}
