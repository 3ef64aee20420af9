using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>What is sent to the browser's chart, in the shape that its script reads.</summary>
internal static class ChartMessage
{
    public static object Whole(ChartData data, Unit unit, ImmutableArray<ChartLimit> limits, ImmutableArray<ChartMark> marks) =>
        new
        {
            unit = unit.ToString(),
            start = data.Grid.Start.ToUnixTimeSeconds(),
            step = data.Grid.Step.TotalSeconds,
            names = data.Lines.Select(line => line.Name).ToArray(),
            values = Values(data, 0),
            limits = Limits(limits),
            marks = Marks(marks),
        };

    public static object Tail(ChartData data, int from, ImmutableArray<ChartLimit> limits, ImmutableArray<ChartMark> marks) =>
        new
        {
            start = data.Grid.Start.ToUnixTimeSeconds(),
            from,
            values = Values(data, from),
            limits = Limits(limits),
            marks = Marks(marks),
        };

    // JSON has neither NaN nor infinity: null is the script's word for a gap. A float's 7 digits are more than pixels show.
    private static float?[][] Values(ChartData data, int from) =>
        [.. data.Lines.Select(line => line.Values.Skip(from).Select(value => double.IsFinite(value) ? (float?)value : null).ToArray())];

    private static object[] Marks(ImmutableArray<ChartMark> marks) =>
        [.. marks.Select(mark => new { at = mark.At.ToUnixTimeSeconds(), words = mark.Words })];

    private static object[] Limits(ImmutableArray<ChartLimit> limits) =>
        [.. limits.Select(limit => new { name = limit.Name, value = limit.Value })];
}
