using System.Globalization;

namespace K8sDashboard.Benchmarks;

/// <summary>Reads the metrics of a process in Prometheus' text format.</summary>
internal static class Scrape
{
    /// <summary>The sum of all series with one of these prefixes (name and labels).</summary>
    /// <exception cref="NotMeasuredException">There is none.</exception>
    public static async Task<double> SumAsync(Uri address, params string[] series)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(address, "/metrics"));
        var lines = text.Split('\n').Where(line => series.Any(start => line.StartsWith(start, StringComparison.Ordinal))).ToList();
        // A renamed metric would otherwise read as 0 and pass every limit.
        if (lines.Count == 0)
            throw new NotMeasuredException($"{address} has no series {string.Join(", ", series)}.");
        return lines.Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
