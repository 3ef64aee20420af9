using System.Globalization;

namespace K8sDashboard.Benchmarks;

/// <summary>What a process tells of itself in Prometheus' text format.</summary>
internal static class Scrape
{
    /// <summary>The sum of all series whose name and labels begin so.</summary>
    /// <exception cref="NotMeasuredException">There is none.</exception>
    public static async Task<double> SumAsync(Uri address, params string[] series)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(address, "/metrics"));
        var lines = text.Split('\n').Where(line => series.Any(start => line.StartsWith(start, StringComparison.Ordinal))).ToList();
        // Under another name it would be a zero that holds every gate.
        if (lines.Count == 0)
            throw new NotMeasuredException($"{address} has no series {string.Join(", ", series)}.");
        return lines.Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
