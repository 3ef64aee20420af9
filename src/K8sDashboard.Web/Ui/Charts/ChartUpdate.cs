using System.Collections.Immutable;
using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>Incremental update of the browser's chart: all points, or only the newest.</summary>
public abstract record ChartUpdate
{
    private ChartUpdate() { }

    public sealed record Whole : ChartUpdate;

    /// <summary>All points before index <paramref name="From"/> of the next grid are unchanged.</summary>
    public sealed record Tail(int From) : ChartUpdate;

    public static ChartUpdate Between(ChartData? drawn, ChartData next)
    {
        if (drawn is null || drawn.Grid.Step != next.Grid.Step || !SameNames(drawn.Lines, next.Lines))
            return new Whole();
        var shift = (next.Grid.Start - drawn.Grid.Start).Ticks / next.Grid.Step.Ticks;
        if (shift < 0 || shift >= drawn.Grid.Count)
            return new Whole();
        var from = FirstDifference(drawn, next, (int)shift);
        // The newest points may still change by late samples; beyond half of the grid everything is sent.
        return from < next.Grid.Count / 2 ? new Whole() : new Tail(from);
    }

    private static bool SameNames(ImmutableArray<ChartLine> one, ImmutableArray<ChartLine> other) =>
        one.Select(line => line.Name).SequenceEqual(other.Select(line => line.Name));

    private static int FirstDifference(ChartData drawn, ChartData next, int shift)
    {
        var first = Math.Min(drawn.Grid.Count - shift, next.Grid.Count);
        for (var line = 0; line < next.Lines.Length; line++)
        {
            var (before, after) = (drawn.Lines[line].Values, next.Lines[line].Values);
            for (var i = 0; i < first; i++)
            {
                // Equals, unlike ==, is true for two NaN (gaps).
                if (!before[i + shift].Equals(after[i]))
                    first = i;
            }
        }

        return first;
    }
}
