using System.Collections.Immutable;
using K8sDashboard.Monitoring;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>An annotation: an event drawn as a vertical line at its time, such as a rollout or the end of a container.</summary>
public sealed record ChartMark(DateTimeOffset At, string Words)
{
    /// <summary>The maximum number of annotations; the newest are kept.</summary>
    public const int Most = 50;

    /// <summary>The annotations within the chart's time range, in ascending order.</summary>
    public static ImmutableArray<ChartMark> Within(ImmutableArray<ChartMark> marks, TimeGrid shown) =>
        [.. marks.Where(mark => mark.At >= shown.Start && mark.At <= shown.End).OrderBy(mark => mark.At).TakeLast(Most)];
}
