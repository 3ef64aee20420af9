using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>Builds the lines of a chart from the series of its queries: named, the largest first, limited in number.</summary>
internal static partial class ChartLineBuilder
{
    public const int MaxLines = 12;

    /// <summary>The lines, and a note on those that were omitted.</summary>
    public static (ImmutableArray<ChartLine> Lines, string? LeftOut) From(
        IEnumerable<(ChartQuery Query, ImmutableArray<TimeSeries> Series)> answers,
        string? total
    )
    {
        var lines = answers
            .SelectMany(answer => answer.Series.Select(series => new ChartLine(Name(answer.Query.Legend, series.Labels), series.Values)))
            .Where(line => !line.IsEmpty)
            .ToList();
        var shown = lines.Count <= MaxLines ? lines : [.. lines.OrderByDescending(line => line.Average).Take(MaxLines)];
        return (
            total is null || lines.Count < 2 ? [.. shown] : [Sum(total, lines), .. shown],
            shown.Count < lines.Count ? $"the {MaxLines} largest of {lines.Count} lines" : null
        );
    }

    private static string Name(string legend, LabelSet labels) => Placeholder().Replace(legend, match => labels[match.Groups[1].Value]);

    // A pod without a sample is skipped, not counted as 0; the sum is a gap only where all are.
    private static ChartLine Sum(string name, List<ChartLine> lines)
    {
        var sum = new double[lines[0].Values.Length];
        Array.Fill(sum, double.NaN);
        foreach (var line in lines)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                if (double.IsFinite(line.Values[i]))
                    sum[i] = double.IsNaN(sum[i]) ? line.Values[i] : sum[i] + line.Values[i];
            }
        }

        return new ChartLine(name, ImmutableArray.Create(sum));
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();
}
