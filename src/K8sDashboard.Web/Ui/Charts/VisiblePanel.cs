using System.Collections.Immutable;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Monitoring.Panels;

namespace K8sDashboard.Web.Ui.Charts;

/// <summary>
/// Makes what Prometheus says visible, where it enters the screen and not before: a label's value must go back into queries as it came.
/// </summary>
internal static class VisiblePanel
{
    public static PanelState Of(PanelState state) => state switch
    {
        PanelState.Series series => new PanelState.Series(Of(series.Data), series.StaleBecause is { } reason ? VisibleText.OneLine(reason) : null),
        PanelState.NoData none => new PanelState.NoData(VisibleText.OneLine(none.Why))
        {
            Warnings = Of(none.Warnings), Outages = Of(none.Outages),
        },
        PanelState.Unavailable none => new PanelState.Unavailable(VisibleText.OneLine(none.Why)),
        _ => state,
    };

    private static PanelData Of(PanelData data) => data with
    {
        Lines = [.. data.Lines.Select(line => line with { Name = VisibleText.OneLine(line.Name) })],
        Warnings = Of(data.Warnings),
        Outages = Of(data.Outages),
    };

    private static ImmutableArray<string> Of(ImmutableArray<string> warnings) => [.. warnings.Select(VisibleText.OneLine)];

    private static ImmutableArray<TargetOutage> Of(ImmutableArray<TargetOutage> outages) =>
    [
        .. outages.Select(outage => outage with
        {
            Job = VisibleText.OneLine(outage.Job),
            Instance = VisibleText.OneLine(outage.Instance),
            Reason = VisibleText.OneLine(outage.Reason),
        }),
    ];
}
