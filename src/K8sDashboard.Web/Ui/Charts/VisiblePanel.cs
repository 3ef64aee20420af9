using System.Collections.Immutable;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>
/// Escapes control and invisible characters of Prometheus' texts for display only: a label's value must go back into queries unchanged.
/// </summary>
internal static class VisiblePanel
{
    public static ChartState Of(ChartState state) =>
        state switch
        {
            ChartState.Series series => new ChartState.Series(
                Of(series.Data),
                series.StaleBecause is { } reason ? VisibleText.OneLine(reason) : null
            ),
            ChartState.NoData none => new ChartState.NoData(VisibleText.OneLine(none.Message))
            {
                Warnings = Of(none.Warnings),
                Outages = Of(none.Outages),
            },
            ChartState.Unavailable none => new ChartState.Unavailable(VisibleText.OneLine(none.Message)),
            _ => state,
        };

    private static ChartData Of(ChartData data) =>
        data with
        {
            Lines = [.. data.Lines.Select(line => line with { Name = VisibleText.OneLine(line.Name) })],
            Warnings = Of(data.Warnings),
            Outages = Of(data.Outages),
        };

    private static ImmutableArray<string> Of(ImmutableArray<string> warnings) => [.. warnings.Select(VisibleText.OneLine)];

    private static ImmutableArray<TargetOutage> Of(ImmutableArray<TargetOutage> outages) =>
        [
            .. outages.Select(outage =>
                outage with
                {
                    Job = VisibleText.OneLine(outage.Job),
                    Instance = VisibleText.OneLine(outage.Instance),
                    Message = VisibleText.OneLine(outage.Message),
                }
            ),
        ];
}
