using System.Collections.Immutable;
using K8sDashboard.Monitoring;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>Something that happened, drawn as a line over a chart at its moment: a rollout, a container's end.</summary>
public sealed record ChartMark(DateTimeOffset At, string Words)
{
    /// <summary>More lines than this are a curtain; the newest stay.</summary>
    public const int Most = 50;

    /// <summary>Those that fall into what a chart shows, the oldest first.</summary>
    public static ImmutableArray<ChartMark> Within(ImmutableArray<ChartMark> marks, TimeGrid shown) =>
        [.. marks.Where(mark => mark.At >= shown.Start && mark.At <= shown.End).OrderBy(mark => mark.At).TakeLast(Most)];
}
