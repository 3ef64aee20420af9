using System.Collections.Immutable;
using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>The message to the browser's chart, in the format that its script parses.</summary>
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

    // JSON has neither NaN nor infinity: null is a gap. A float's 7 digits exceed the resolution of pixels.
    private static float?[][] Values(ChartData data, int from) =>
        [.. data.Lines.Select(line => line.Values.Skip(from).Select(value => double.IsFinite(value) ? (float?)value : null).ToArray())];

    private static object[] Marks(ImmutableArray<ChartMark> marks) =>
        [.. marks.Select(mark => new { at = mark.At.ToUnixTimeSeconds(), words = mark.Words })];

    private static object[] Limits(ImmutableArray<ChartLimit> limits) =>
        [.. limits.Select(limit => new { name = limit.Name, value = limit.Value })];
}
